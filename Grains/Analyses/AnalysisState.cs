namespace LlmWorkload.Analyses;

/// <summary>The last results of an analysis as they are stored, all of one version of the dataset, by options.</summary>
[GenerateSerializer, Alias("llmwl.analysis.state")]
internal sealed class AnalysisState
{
    // A storage record is read and written whole, so it must stay small. Only the newest result is kept whatever its size.
    private const int MostResults = 8;
    private const long MostBytes = 8 << 20;

    /// <summary>The options of the one result that an earlier release kept; null in newer states.</summary>
    [Id(0)] public AnalysisOptions? Options { get; set; }

    /// <summary>The one result that an earlier release kept; null in newer states.</summary>
    [Id(1)] public AnalysisResult? Result { get; set; }

    /// <summary>The edition of the one result that an earlier release kept; 0 where there were no editions yet.</summary>
    [Id(2)] public int Edition { get; set; }

    /// <summary>The results, the newest first.</summary>
    [Id(3)] public List<KeptResult> Results { get; set; } = [];

    /// <summary>The paths of the figures of every result.</summary>
    public IEnumerable<string> Figures => All.SelectMany(kept => kept.Result.Figures).Distinct();

    private IEnumerable<KeptResult> All =>
        Options is { } options && Result is { } result ? Results.Append(new KeptResult(options, result, Edition)) : Results;

    /// <summary>The result for these options and this version, computed by the present definitions; null where there is none.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="version">The dataset's version.</param>
    public AnalysisResult? Find(AnalysisOptions options, long version) =>
        All.FirstOrDefault(kept => Answers(kept, options, version))?.Result;

    /// <summary>
    /// This state with one more result. Results of other versions and editions are left out, and so are the oldest where there are too
    /// many, or they are too large.
    /// </summary>
    public AnalysisState With(AnalysisOptions options, AnalysisResult result)
    {
        var results = new List<KeptResult> { new(options, result, AnalysisEdition.Current) };
        var bytes = Bytes(result);
        foreach (var kept in All.Where(kept => !Asks(kept, options) && Answers(kept, kept.Options, result.Version)))
        {
            bytes += Bytes(kept.Result);
            if (results.Count == MostResults || bytes > MostBytes) break;
            results.Add(kept);
        }

        return new AnalysisState { Results = results };
    }

    private static bool Answers(KeptResult kept, AnalysisOptions options, long version) =>
        kept.Edition == AnalysisEdition.Current && Asks(kept, options) && kept.Result.Version == version;

    // Thinned or not, a result has the same numbers and the same figures.
    private static bool Asks(KeptResult kept, AnalysisOptions options) => kept.Options with { ThinData = options.ThinData } == options;

    private static long Bytes(AnalysisResult result) => result.Summary.Length + result.Figures.Sum(path => 2L * path.Length);
}
