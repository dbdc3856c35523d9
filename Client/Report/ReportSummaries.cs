using System.Text.Json;
using LlmWorkload.Analyses;

namespace LlmWorkload.Report;

/// <summary>The summaries that a report is made of. They are read where they lie: those of many models are large.</summary>
internal sealed class ReportSummaries : IDisposable
{
    // A report tells of these, too, where they were run.
    private static readonly string[] Usual = ["overview", "users", "models", "slo"];

    private static readonly string[] Known =
        [.. AnalysisInfo.All.Where(analysis => analysis.IsStudy || Usual.Contains(analysis.Name)).Select(analysis => analysis.Folder)];

    private readonly Dictionary<string, JsonDocument> _documents = [];

    /// <summary>The folders of the analyses that a report tells of.</summary>
    public static IReadOnlyList<string> Folders => Known;

    /// <summary>Whether any of them is of a study: without one there is nothing to report.</summary>
    public bool HasStudy => AnalysisInfo.All.Any(analysis => analysis.IsStudy && _documents.ContainsKey(analysis.Folder));

    /// <summary>The numbers of each, by its folder.</summary>
    public IReadOnlyDictionary<string, SummaryNumbers> Numbers =>
        _documents.ToDictionary(each => each.Key, each => new SummaryNumbers(each.Value.RootElement));

    /// <summary>Adds a summary.</summary>
    /// <param name="folder">The folder of its analysis; one that no report tells of is passed over.</param>
    /// <param name="summary">The JSON document in UTF-8; one that is damaged says nothing.</param>
    public void Add(string folder, ReadOnlyMemory<byte> summary)
    {
        if (!Known.Contains(folder)) return;
        try
        {
            _documents[folder] = JsonDocument.Parse(summary);
        }
        catch (JsonException)
        {
            // Somebody has changed what an earlier run wrote.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var document in _documents.Values) document.Dispose();
    }
}
