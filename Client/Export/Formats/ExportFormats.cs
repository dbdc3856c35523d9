namespace LlmWorkload.Export;

/// <summary>The forms in which rows are written. To add one: write its file, and add its line here.</summary>
internal static class ExportFormats
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IExportFormat> All { get; } =
    [
        new RequestsCsv(),
        new RequestsJsonl(),
        new RequestsParquet(),
        new AzureLlmTrace(),
        ReplayTrace.Mooncake,
        ReplayTrace.Vllm,
        ReplayTrace.Aiperf,
        ReplayTrace.GuideLlm,
    ];

    /// <summary>The one of a name; null where there is none.</summary>
    public static IExportFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
