namespace LlmWorkload.Reading.Formats;

/// <summary>The trace of multimodal models of Azure (2025): CSV.</summary>
internal static class AzureLmm
{
    /// <summary>How it is mapped.</summary>
    public static LogMapping Mapping { get; } = new("azure_lmm", LogContainers.Csv | LogContainers.Parquet)
    {
        Needs = [["TIMESTAMP", "NumImages", "ContextTokens", "GeneratedTokens"]],
        NamesModels = false,
        Fields = AzureLlm.Fields,
        Counted = ("images", "NumImages"),
    };
}
