namespace LlmWorkload.Reading.Formats;

/// <summary>The traces of language models of Azure (2023, 2024): CSV.</summary>
internal static class AzureLlm
{
    /// <summary>Where the fields are.</summary>
    public static IReadOnlyDictionary<RequestField, FieldSource> Fields { get; } = new Dictionary<RequestField, FieldSource>
    {
        [RequestFields.Started] = FieldSource.Of("TIMESTAMP"),
        [RequestFields.InputTokens] = FieldSource.Of("ContextTokens"),
        [RequestFields.OutputTokens] = FieldSource.Of("GeneratedTokens"),
    };

    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("azure_llm", LogContainers.Csv | LogContainers.Parquet)
    {
        Needs = [["TIMESTAMP", "ContextTokens", "GeneratedTokens"]],
        NamesModels = false,
        Fields = Fields,
    };
}
