namespace LlmWorkload.Reading.Formats;

/// <summary>The traces of Mooncake: JSON lines with instants in milliseconds.</summary>
internal static class Mooncake
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("mooncake", LogContainers.Json | LogContainers.Parquet)
    {
        Needs = [["timestamp", "input_length", "output_length", "hash_ids"]],
        NamesModels = false,
        HasWholeInstants = true,
        Fields = new Dictionary<RequestField, FieldSource>
        {
            [RequestFields.Started] = FieldSource.Of("timestamp").In(TimeUnit.Milliseconds),
            [RequestFields.InputTokens] = FieldSource.Of("input_length"),
            [RequestFields.OutputTokens] = FieldSource.Of("output_length"),
        },
        Blocks = "hash_ids",
        BlockSize = 512,
    };
}
