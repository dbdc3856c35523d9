using LlmWorkload.Segments;

namespace LlmWorkload.Reading;

/// <summary>The fields of a request, in one table. To add one: write its entry.</summary>
internal static class RequestFields
{
    private static readonly List<RequestField> Entries = [];

    public static readonly RequestField Model = Add(new(
        "model", FieldKind.Text,
        "chute_id", "model", "model_name", "model_id")
    { Column = ColumnId.Model, IsRequired = true });

    public static readonly RequestField User = Add(new(
        "user", FieldKind.Text,
        "user_id", "user")
    { Column = ColumnId.User });

    public static readonly RequestField Started = Add(new(
        "started", FieldKind.Instant,
        "started_at", "timestamp", "start_time", "start", "begin_time", "created_at", "start_timestamp", "request_time",
        "request_timestamp", "received_at")
    { Column = ColumnId.Started, IsOfUsers = true, IsRequired = true });

    public static readonly RequestField Completed = Add(new(
        "completed", FieldKind.Instant,
        "completed_at", "end_time", "end", "finish_time", "finished_at", "ended_at", "response_timestamp", "completion_time"));

    public static readonly RequestField Function = Add(new(
        "function", FieldKind.Text,
        "function_name", "function")
    { Column = ColumnId.Function });

    public static readonly RequestField InputTokens = Add(new(
        "input_tokens", FieldKind.Whole,
        "input_tokens", "prompt_tokens", "request_tokens", "it", "context_tokens", "input_length", "tokens_in", "num_prompt_tokens",
        "input")
    { Column = ColumnId.InputTokens, IsOfUsers = true });

    public static readonly RequestField OutputTokens = Add(new(
        "output_tokens", FieldKind.Whole,
        "output_tokens", "completion_tokens", "response_tokens", "generation_tokens", "ot", "generated_tokens", "output_length",
        "tokens_out", "num_generation_tokens", "output")
    { Column = ColumnId.OutputTokens, IsOfUsers = true });

    public static readonly RequestField Ttft = Add(new(
        "ttft", FieldKind.Seconds,
        "ttft", "time_to_first_token", "first_token_latency", "first_token_time")
    { Column = ColumnId.Ttft });

    public static readonly RequestField Duration = Add(new(
        "duration", FieldKind.Seconds,
        "duration", "latency", "e2e_latency", "request_latency", "total_time", "elapsed_time")
    { Column = ColumnId.Duration });

    /// <summary>Every field, in the order of the entries.</summary>
    public static IReadOnlyList<RequestField> All => Entries;

    /// <summary>The fields that are columns of numbers in a batch, by their places in it.</summary>
    public static RequestField[] Numbers { get; } = [.. All.Where(field => field.Kind != FieldKind.Text && field.Column is not null)];

    /// <summary>The fields that are columns of texts in a batch, by their places in it.</summary>
    public static RequestField[] Texts { get; } = [.. All.Where(field => field.Kind == FieldKind.Text)];

    /// <summary>The place of a field of numbers; −1 for any other.</summary>
    public static int NumberOf(RequestField field) => Array.IndexOf(Numbers, field);

    /// <summary>The place of a field of texts; −1 for any other.</summary>
    public static int TextOf(RequestField field) => Array.IndexOf(Texts, field);

    private static RequestField Add(RequestField field)
    {
        Entries.Add(field);
        return field;
    }
}
