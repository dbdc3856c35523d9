using LlmWorkload.Segments;

namespace LlmWorkload.Reading;

/// <summary>The fields of a request, in one table. To add one: write its entry.</summary>
internal static class RequestFields
{
    private static readonly List<RequestField> Entries = [];

    public static readonly RequestField Model = Add(new(
        "model", FieldKind.Text,
        "chute_id", "model", "model_name", "model_id")
    { Column = ColumnId.Model, IsRequired = true, IsUsual = true });

    public static readonly RequestField User = Add(new(
        "user", FieldKind.Text,
        "user_id", "user")
    { Column = ColumnId.User, IsUsual = true });

    public static readonly RequestField Started = Add(new(
        "started", FieldKind.Instant,
        "started_at", "timestamp", "start_time", "start", "begin_time", "created_at", "start_timestamp", "request_time",
        "request_timestamp", "received_at")
    { Column = ColumnId.Started, IsOfUsers = true, IsRequired = true, IsUsual = true });

    public static readonly RequestField Completed = Add(new(
        "completed", FieldKind.Instant,
        "completed_at", "end_time", "end", "finish_time", "finished_at", "ended_at", "response_timestamp", "completion_time")
    { IsUsual = true });

    public static readonly RequestField Function = Add(new(
        "function", FieldKind.Text,
        "function_name", "function")
    { Column = ColumnId.Function, IsOfUsers = true, IsUsual = true });

    public static readonly RequestField InputTokens = Add(new(
        "input_tokens", FieldKind.Whole,
        "input_tokens", "prompt_tokens", "request_tokens", "it", "context_tokens", "input_length", "tokens_in", "num_prompt_tokens",
        "input")
    { Column = ColumnId.InputTokens, IsOfUsers = true, IsUsual = true });

    public static readonly RequestField OutputTokens = Add(new(
        "output_tokens", FieldKind.Whole,
        "output_tokens", "completion_tokens", "response_tokens", "generation_tokens", "ot", "generated_tokens", "output_length",
        "tokens_out", "num_generation_tokens", "output")
    { Column = ColumnId.OutputTokens, IsOfUsers = true, IsUsual = true });

    public static readonly RequestField Ttft = Add(new(
        "ttft", FieldKind.Seconds,
        "ttft", "time_to_first_token", "first_token_latency", "first_token_time")
    { Column = ColumnId.Ttft, IsUsual = true });

    public static readonly RequestField Duration = Add(new(
        "duration", FieldKind.Seconds,
        "duration", "latency", "e2e_latency", "request_latency", "total_time", "elapsed_time")
    { Column = ColumnId.Duration, IsUsual = true });

    public static readonly RequestField CachedTokens = Add(new(
        "cached_tokens", FieldKind.Whole,
        "cached_tokens", "ct", "cache_read_tokens", "cached")
    { Column = ColumnId.CachedTokens, IsOfUsers = true });

    public static readonly RequestField Instance = Add(new(
        "instance", FieldKind.Text,
        "instance_id", "instance", "replica_id", "worker_id")
    { Column = ColumnId.Instance, IsOfUsers = true, IsOpen = true });

    public static readonly RequestField Session = Add(new(
        "session", FieldKind.Text,
        "session_id", "conversation_id", "chat_id")
    { Column = ColumnId.Session, IsOpen = true });

    public static readonly RequestField Status = Add(new(
        "status", FieldKind.Text,
        "status", "status_code", "http_status", "error_code", "error")
    { Column = ColumnId.Status, IsOfUsers = true, IsOpen = true });

    public static readonly RequestField Failed = Add(new("failed", FieldKind.Whole) { Column = ColumnId.Failed, IsOfUsers = true });

    public static readonly RequestField QueueTime = Add(new(
        "queue_time", FieldKind.Seconds,
        "queue_time", "time_in_queue")
    { Column = ColumnId.QueueTime });

    public static readonly RequestField Cost = Add(new(
        "cost", FieldKind.Money,
        "cost", "spend", "total_cost", "response_cost")
    { Column = ColumnId.Cost, IsOfUsers = true });

    public static readonly RequestField Label = Add(new(
        "label", FieldKind.Text,
        "label", "team", "team_id", "api_key", "key_alias", "tag")
    { Column = ColumnId.Label, IsOfUsers = true, IsOpen = true });

    /// <summary>Every field, in the order of the entries.</summary>
    public static IReadOnlyList<RequestField> All => Entries;

    /// <summary>The fields that are columns of numbers in a batch, by their places in it.</summary>
    public static RequestField[] Numbers { get; } = [.. All.Where(field => field.Kind != FieldKind.Text && field.Column is not null)];

    /// <summary>The fields that are columns of texts in a batch, by their places in it.</summary>
    public static RequestField[] Texts { get; } = [.. All.Where(field => field.Kind == FieldKind.Text)];

    /// <summary>The place of a field among <see cref="All"/>.</summary>
    public static int IndexOf(RequestField field) => Entries.IndexOf(field);

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
