using LlmWorkload.Figures;
using Orleans.Concurrency;

namespace LlmWorkload.Analyses;

/// <summary>
/// Coordinates one analysis of one dataset: asks models and partitions, merges their answers, keeps the result, and has figures drawn. An
/// answer can take longer than a call waits for it. A second call for the same then joins the same work.
/// </summary>
[Alias("llmwl.IAnalysisGrain")]
public interface IAnalysisGrain : IGrainWithStringKey
{
    /// <summary>
    /// The analysis's <c>summary.json</c>, or its first page where it is too large for one message, and the figures it has.
    /// </summary>
    /// <exception cref="WorkloadException">The dataset does not exist or has no rows.</exception>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<AnalysisResult> RunAsync(AnalysisOptions options);

    /// <summary>What <see cref="RunAsync"/> answers where it is kept; null where it has to be computed.</summary>
    /// <exception cref="WorkloadException">The dataset does not exist or has no rows.</exception>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<AnalysisResult?> KnownAsync(AnalysisOptions options);

    /// <summary>What one of the figures that <see cref="RunAsync"/> listed shows, without its table.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<Figure> DescribeAsync(AnalysisOptions options, string path);

    /// <summary>A further page of the summary; null where the dataset has another version by now.</summary>
    /// <param name="options">As in <see cref="RunAsync"/>.</param>
    /// <param name="version">The version that the pages before are of.</param>
    /// <param name="offset">Bytes before the page.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<byte[]?> ReadSummaryAsync(AnalysisOptions options, long version, long offset);

    /// <summary>Draws one of the figures that <see cref="RunAsync"/> listed.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<DrawnFigure> DrawAsync(AnalysisOptions options, string path, FigureFormat format);

    /// <summary>Draws one of the figures that <see cref="RunAsync"/> listed, in a form.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<DrawnFigure> DrawInAsync(AnalysisOptions options, string path, FigureForm form);

    /// <summary>A further page of a figure's CSV.</summary>
    /// <param name="options">As in <see cref="DrawAsync"/>.</param>
    /// <param name="path">The figure.</param>
    /// <param name="offset">Bytes before the page.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<byte[]> ReadTableAsync(AnalysisOptions options, string path, long offset);

    /// <summary>Forgets what was computed.</summary>
    Task ForgetAsync();
}
