namespace LlmWorkload.Reading.Formats;

/// <summary>The detailed results of <c>vllm bench serve</c>: one list a field.</summary>
internal static class VllmBench
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("vllm_bench", LogContainers.Json)
    {
        Needs = [["input_lens", "output_lens", "start_times"]],
        IsOfLists = true,
        Fields = new Dictionary<RequestField, FieldSource>
        {
            [RequestFields.Started] = FieldSource.Of("start_times") with { IsSinceLeast = true },
            [RequestFields.Model] = FieldSource.Of("model_id"),
            [RequestFields.InputTokens] = FieldSource.Of("input_lens"),
            [RequestFields.OutputTokens] = FieldSource.Of("output_lens"),
            [RequestFields.Ttft] = FieldSource.Of("ttfts").In(TimeUnit.Seconds),
            [RequestFields.Duration] = FieldSource.Total("ttfts", "itls"),
        },
        HasNoTimesOfFailed = true,
        FailedWhere = [Condition.IsError("errors")],
    };
}
