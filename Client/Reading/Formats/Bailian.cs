namespace LlmWorkload.Reading.Formats;

/// <summary>The traces of Bailian (Qwen): JSON lines with instants in seconds from the start.</summary>
internal static class Bailian
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("bailian", LogContainers.Json | LogContainers.Parquet)
    {
        Needs = [["chat_id", "timestamp", "input_length", "output_length"]],
        NamesModels = false,
        Fields = new Dictionary<RequestField, FieldSource>
        {
            [RequestFields.Started] = FieldSource.Of("timestamp").In(TimeUnit.Seconds),
            [RequestFields.InputTokens] = FieldSource.Of("input_length"),
            [RequestFields.OutputTokens] = FieldSource.Of("output_length"),
            [RequestFields.Function] = FieldSource.Of("type"),
        },
        Chain = ("chat_id", "parent_chat_id"),
        Blocks = "hash_ids",
        BlockSize = 16,
    };
}
