namespace LlmWorkload.Reading.Formats;

/// <summary>The spend logs of LiteLLM, as CSV or JSON.</summary>
internal static class LiteLlm
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("litellm", LogContainers.Csv | LogContainers.Json | LogContainers.Parquet)
    {
        Needs = [["startTime", "endTime", "prompt_tokens", "completion_tokens"]],
        Fields = new Dictionary<RequestField, FieldSource>
        {
            [RequestFields.Started] = FieldSource.Of("startTime"),
            [RequestFields.Completed] = FieldSource.Of("endTime"),
            [RequestFields.Model] = FieldSource.Of("model_group", "model"),
            [RequestFields.User] = FieldSource.Of("end_user", "user", "metadata.user_api_key_user_id", "api_key"),
            [RequestFields.InputTokens] = FieldSource.Of("prompt_tokens"),
            [RequestFields.OutputTokens] = FieldSource.Of("completion_tokens"),
            [RequestFields.CachedTokens] = FieldSource.Of("metadata.usage_object.prompt_tokens_details.cached_tokens"),
            [RequestFields.Ttft] = FieldSource.Since(["completionStartTime"], ["startTime"], notAt: ["endTime"]),
            [RequestFields.Function] = FieldSource.Of("call_type"),
            [RequestFields.Session] = FieldSource.Of("session_id"),
            [RequestFields.Status] = FieldSource.Of("status"),
            [RequestFields.Cost] = FieldSource.Of("spend"),
            [RequestFields.Label] = FieldSource.Of("team_id"),
        },
    };
}
