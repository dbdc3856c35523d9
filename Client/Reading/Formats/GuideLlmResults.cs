namespace LlmWorkload.Reading.Formats;

/// <summary>The results of a run of GuideLLM (<c>benchmarks.json</c>).</summary>
internal static class GuideLlmResults
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("guidellm_results", LogContainers.Json)
    {
        Needs = [["benchmarks"]],
        NamesModels = false,
        Requests = "benchmarks[].requests.successful,benchmarks[].requests.incomplete,benchmarks[].requests.errored",
        Fields = new Dictionary<RequestField, FieldSource>
        {
            [RequestFields.Started] = FieldSource.Of("request_start_time").In(TimeUnit.Seconds),
            [RequestFields.Completed] = FieldSource.Of("request_end_time").In(TimeUnit.Seconds),
            [RequestFields.InputTokens] = FieldSource.Of("prompt_tokens"),
            [RequestFields.OutputTokens] = FieldSource.Of("output_tokens"),
            [RequestFields.CachedTokens] = FieldSource.Of("cached_tokens"),
            [RequestFields.Ttft] = FieldSource.Of("time_to_first_token_ms").In(TimeUnit.Milliseconds),
            [RequestFields.Function] = FieldSource.Of("/benchmarks[].config.strategy.type_"),
            [RequestFields.Session] = FieldSource.Of("info.conversation_id"),
        },
        FailedWhere = [Condition.Is("@list", "incomplete", "errored")],
    };
}
