namespace LlmWorkload.Reading.Formats;

/// <summary>Traces for AIPerf: JSON lines with instants in milliseconds.</summary>
internal static class Aiperf
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("aiperf", LogContainers.Json)
    {
        Needs = [["input_length|text_input", "session_id|delay"]],
        NamesModels = false,
        Fields = new Dictionary<RequestField, FieldSource>
        {
            [RequestFields.Started] = FieldSource.Of("timestamp").In(TimeUnit.Milliseconds),
            [RequestFields.InputTokens] = FieldSource.Of("input_length"),
            [RequestFields.OutputTokens] = FieldSource.Of("output_length"),
            [RequestFields.Session] = FieldSource.Of("session_id"),
        },
        Blocks = "hash_ids",
        BlockSize = 512,
    };
}
