namespace LlmWorkload.Reading.Formats;

/// <summary>The observations of Langfuse, as its blob export (JSON lines), its table (CSV, JSON lines) or its API has them.</summary>
internal static class Langfuse
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("langfuse", LogContainers.Csv | LogContainers.Json)
    {
        Needs =
        [
            ["start_time", "usage_details", "provided_model_name"], ["startTime", "usageDetails", "providedModelName"],
            ["start_time", "usage_details", "model"], ["startTime", "usageDetails", "model"],
        ],
        Fields = new Dictionary<RequestField, FieldSource>
        {
            [RequestFields.Started] = FieldSource.Of("start_time", "startTime"),
            [RequestFields.Completed] = FieldSource.Of("end_time", "endTime"),
            [RequestFields.Model] = FieldSource.Of("provided_model_name", "providedModelName", "model"),
            [RequestFields.User] = FieldSource.Of("user_id", "userId"),
            [RequestFields.InputTokens] = FieldSource.SumOf("input", "usage_details", "usageDetails"),
            [RequestFields.OutputTokens] = FieldSource.SumOf("output", "usage_details", "usageDetails"),
            [RequestFields.CachedTokens] = FieldSource.Of(
                "usage_details.input_cached_tokens", "usage_details.input_cache_read", "usage_details.cache_read_input_tokens",
                "usageDetails.input_cached_tokens", "usageDetails.input_cache_read", "usageDetails.cache_read_input_tokens"),
            [RequestFields.Ttft] = FieldSource.Since(
                ["completion_start_time", "completionStartTime"], ["start_time", "startTime"]),
            [RequestFields.Function] = FieldSource.Of("name"),
            [RequestFields.Session] = FieldSource.Of("session_id", "sessionId"),
        },
        FailedWhere = [Condition.Is("level", "ERROR")],
        KeptWhere = [Condition.IsMissingOr("type", "GENERATION")],
    };
}
