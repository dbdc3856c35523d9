namespace LlmWorkload.Reading;

/// <summary>A field of a request that a log may have.</summary>
/// <param name="Name">What it is called in outputs, in snake_case.</param>
/// <param name="Accepted">The names of columns that it is read from, the best first: where a row has none in the first, the next counts.</param>
internal sealed record RequestField(string Name, params string[] Accepted)
{
    /// <summary>Whether a column of this name can hold the field. Case, blanks, <c>_</c>, <c>-</c> and <c>.</c> do not count.</summary>
    public int RankOf(string column)
    {
        var plain = Plain(column);
        return Array.FindIndex(Accepted, name => Plain(name) == plain);
    }

    /// <summary>A name without what does not count in it.</summary>
    public static string Plain(string name) => string.Concat(name.Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '-' or '.')).Select(char.ToLowerInvariant));
}

/// <summary>The fields of a request. To add one: add its line here.</summary>
internal static class RequestFields
{
    public static readonly RequestField Model = new("model", "chute_id", "model", "model_name", "model_id");

    public static readonly RequestField User = new("user", "user_id", "user");

    public static readonly RequestField Started = new(
        "started",
        "started_at", "timestamp", "start_time", "start", "begin_time", "created_at", "start_timestamp", "request_time", "request_timestamp", "received_at");

    public static readonly RequestField Completed = new(
        "completed", "completed_at", "end_time", "end", "finish_time", "finished_at", "ended_at", "response_timestamp", "completion_time");

    public static readonly RequestField Function = new("function", "function_name", "function");

    public static readonly RequestField InputTokens = new(
        "input_tokens", "input_tokens", "prompt_tokens", "request_tokens", "it", "context_tokens", "input_length", "tokens_in", "num_prompt_tokens", "input");

    public static readonly RequestField OutputTokens = new(
        "output_tokens",
        "output_tokens", "completion_tokens", "response_tokens", "generation_tokens", "ot", "generated_tokens", "output_length", "tokens_out", "num_generation_tokens", "output");

    public static readonly RequestField Ttft = new("ttft", "ttft", "time_to_first_token", "first_token_latency", "first_token_time");

    public static readonly RequestField Duration = new(
        "duration", "duration", "latency", "e2e_latency", "request_latency", "total_time", "elapsed_time");

    /// <summary>Every field.</summary>
    public static IReadOnlyList<RequestField> All { get; } = [Model, User, Started, Completed, Function, InputTokens, OutputTokens, Ttft, Duration];
}
