using LlmWorkload.Datasets;

namespace LlmWorkload.Analyses;

/// <summary>
/// The last runs of an analysis, by options, for the figures that are drawn from them. Callers with different options do not make each
/// other compute again. Callers with the same options share one computation.
/// </summary>
/// <remarks>To be used from the turns of one grain only.</remarks>
/// <param name="computeAsync">Computes.</param>
internal sealed class AnalysisRuns(Func<DatasetCatalog, AnalysisOptions, Task<AnalysisRun>> computeAsync)
{
    // A run holds what its figures are built from, and nobody knows its size. So few runs are kept, and where summaries are large, only
    // one.
    private const int MostRuns = 4;
    private const long MostBytes = 16 << 20;

    private readonly OrderedDictionary<AnalysisOptions, Task<AnalysisRun>> _runs = [];
    private long _version;

    /// <summary>The run of these options over the dataset as it is.</summary>
    public Task<AnalysisRun> GetAsync(DatasetCatalog catalog, AnalysisOptions options)
    {
        if (_version != catalog.Version) _runs.Clear();
        _version = catalog.Version;
        var known = _runs.Remove(options, out var kept) && !kept.IsFaulted && !kept.IsCanceled ? kept : null;
        var run = known ?? computeAsync(catalog, options);
        _runs.Add(options, run);
        while (_runs.Count > 1 && (_runs.Count > MostRuns || Bytes > MostBytes)) _runs.RemoveAt(0);
        return run;
    }

    /// <summary>Forgets every run.</summary>
    public void Clear() => _runs.Clear();

    private long Bytes => _runs.Values.Where(run => run.IsCompletedSuccessfully).Sum(run => (long)run.Result.Summary.Length);
}
