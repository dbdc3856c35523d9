using LlmWorkload.Analyses;
using LlmWorkload.Figures;
using Orleans.Concurrency;

namespace LlmWorkload.Comparison;

/// <summary>
/// One comparison of two sides: gathers what each is compared by, compares, and has figures drawn. It keeps what it has in memory until it
/// is told to forget. An answer can take longer than a call waits for it; a second call then joins the same work.
/// </summary>
[Alias("llmwl.IComparisonGrain")]
public interface IComparisonGrain : IGrainWithStringKey
{
    /// <summary>Takes a page of a baseline that was saved.</summary>
    /// <param name="page">Its number, from 0. A page that is sent again replaces itself.</param>
    /// <param name="bytes">The page.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task SendBaselineAsync(int page, byte[] bytes);

    /// <summary>Compares. Asked again, it gives the same result.</summary>
    /// <exception cref="WorkloadException">
    /// A dataset does not exist or has no rows, or the baseline cannot be read; the message says why.
    /// </exception>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<ComparisonResult> CompareAsync(ComparisonRequest request);

    /// <summary>Draws one of the figures that <see cref="CompareAsync"/> listed.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<DrawnFigure> DrawAsync(string path, FigureFormat format);

    /// <summary>Draws one of the figures that <see cref="CompareAsync"/> listed, in a form.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<DrawnFigure> DrawInAsync(string path, FigureForm form);

    /// <summary>A further page of a figure's CSV.</summary>
    /// <param name="path">The figure.</param>
    /// <param name="offset">Bytes before the page.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<byte[]> ReadTableAsync(string path, long offset);

    /// <summary>A page of the baseline of A.</summary>
    /// <param name="offset">Bytes before the page.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<byte[]> ReadBaselineAsync(long offset);

    /// <summary>Forgets what it has.</summary>
    [AlwaysInterleave]
    Task ForgetAsync();
}
