namespace LlmWorkload.Reading.Formats;

/// <summary>The request metrics of SGLang (<c>sglang-request-metrics-*.log</c>).</summary>
internal static class Sglang
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("sglang", LogContainers.Json)
    {
        Needs = [["request_parameters", "prompt_tokens", "completion_tokens"]],
        NamesModels = false,
        Fields = new Dictionary<RequestField, FieldSource>
        {
            [RequestFields.Started] = FieldSource.Of("request_received_ts").In(TimeUnit.Seconds),
            [RequestFields.InputTokens] = FieldSource.Of("prompt_tokens"),
            [RequestFields.OutputTokens] = FieldSource.Of("completion_tokens"),
            [RequestFields.CachedTokens] = FieldSource.Of("cached_tokens"),
            [RequestFields.Duration] = FieldSource.Of("e2e_latency").In(TimeUnit.Seconds),
            [RequestFields.Status] = FieldSource.Of("finish_reason.type", "finish_reason"),
        },
    };
}
