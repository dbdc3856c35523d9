namespace LlmWorkload.Analyses;

/// <summary>
/// An analysis's last results as they are stored: those of one version of the dataset, for the options that were asked for last.
/// </summary>
[GenerateSerializer, Alias("llmwl.analysis.state")]
internal sealed class AnalysisState
{
    // A storage record is read and written whole: it stays small enough for that, but the newest result is kept whatever its size.
    private const int MostResults = 8;
    private const long MostBytes = 8 << 20;

    /// <summary>The options of the one result that the version before kept; null since then.</summary>
    [Id(0)] public AnalysisOptions? Options { get; set; }

    /// <summary>The one result that the version before kept; null since then.</summary>
    [Id(1)] public AnalysisResult? Result { get; set; }

    /// <summary>The edition of the one result that the version before kept; 0 for results from before there were any.</summary>
    [Id(2)] public int Edition { get; set; }

    /// <summary>The results, the newest first.</summary>
    [Id(3)] public List<KeptResult> Results { get; set; } = [];

    /// <summary>The paths of the figures of every result.</summary>
    public IEnumerable<string> Figures => All.SelectMany(kept => kept.Result.Figures).Distinct();

    private IEnumerable<KeptResult> All =>
        Options is { } options && Result is { } result ? Results.Append(new KeptResult(options, result, Edition)) : Results;

    /// <summary>The result, where one answers the same question about the same rows by the same definitions; else null.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="version">The dataset's version.</param>
    public AnalysisResult? Find(AnalysisOptions options, long version) =>
        All.FirstOrDefault(kept => Answers(kept, options, version))?.Result;

    /// <summary>
    /// This state with one more result. Results of other versions and editions go, and the oldest where they are too many or too large.
    /// </summary>
    public AnalysisState With(AnalysisOptions options, AnalysisResult result)
    {
        var results = new List<KeptResult> { new(options, result, AnalysisEdition.Current) };
        var bytes = Bytes(result);
        foreach (var kept in All.Where(kept => kept.Options != options && Answers(kept, kept.Options, result.Version)))
        {
            bytes += Bytes(kept.Result);
            if (results.Count == MostResults || bytes > MostBytes) break;
            results.Add(kept);
        }

        return new AnalysisState { Results = results };
    }

    private static bool Answers(KeptResult kept, AnalysisOptions options, long version) =>
        kept.Edition == AnalysisEdition.Current && kept.Options == options && kept.Result.Version == version;

    private static long Bytes(AnalysisResult result) => result.Summary.Length + result.Figures.Sum(path => 2L * path.Length);
}
