namespace LlmWorkload.Reading.Formats;

/// <summary>The requests of Helicone, as JSON or CSV.</summary>
internal static class Helicone
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("helicone", LogContainers.Csv | LogContainers.Json | LogContainers.Parquet)
    {
        Needs = [["request_created_at", "prompt_tokens", "completion_tokens"]],
        Fields = new Dictionary<RequestField, FieldSource>
        {
            [RequestFields.Started] = FieldSource.Of("request_created_at"),
            [RequestFields.Model] = FieldSource.Of("model_override", "request_model", "response_model", "model"),
            [RequestFields.User] = FieldSource.Of("request_user_id", "user_id"),
            [RequestFields.InputTokens] = FieldSource.Of("prompt_tokens"),
            [RequestFields.OutputTokens] = FieldSource.Of("completion_tokens"),
            [RequestFields.CachedTokens] = FieldSource.Of("prompt_cache_read_tokens"),
            [RequestFields.Duration] = FieldSource.Of("delay_ms", "latency_ms").In(TimeUnit.Milliseconds),
            [RequestFields.Completed] = FieldSource.Of("response_created_at"),
            [RequestFields.Ttft] = FieldSource.Of("time_to_first_token").In(TimeUnit.Milliseconds),
            [RequestFields.Status] = FieldSource.Of("response_status", "status"),
            [RequestFields.Cost] = FieldSource.Of("cost", "cost_usd"),
        },
        FailedWhere = [Condition.IsNoSuccess("response_status"), Condition.IsNoSuccess("status")],
        DurationIsFirst = true,
    };
}
