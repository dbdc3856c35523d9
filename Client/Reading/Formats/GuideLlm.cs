namespace LlmWorkload.Reading.Formats;

/// <summary>Traces for GuideLLM: instants in seconds, with or without blocks.</summary>
internal static class GuideLlm
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("guidellm", LogContainers.Csv | LogContainers.Json | LogContainers.Parquet)
    {
        Needs = [["timestamp", "input_length", "output_length"]],
        NamesModels = false,
        Fields = new Dictionary<RequestField, FieldSource>
        {
            [RequestFields.Started] = FieldSource.Of("timestamp").In(TimeUnit.Seconds),
            [RequestFields.InputTokens] = FieldSource.Of("input_length"),
            [RequestFields.OutputTokens] = FieldSource.Of("output_length"),
        },
        Blocks = "hash_ids",
        BlockSize = 512,
    };
}
