using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// Runs kernels off the grains' schedulers, as many at once as there are processors. More are not faster, and each takes memory.
/// </summary>
internal sealed class KernelScheduler
{
    private readonly TaskFactory _factory = new(
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach,
        TaskContinuationOptions.None,
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Environment.ProcessorCount).ConcurrentScheduler);

    /// <summary>Runs a computation when its turn comes.</summary>
    public Task<T> RunAsync<T>(Func<T> compute) => _factory.StartNew(compute);

    /// <summary>Runs a computation from columns when its turn comes. The columns exist only while it runs.</summary>
    /// <param name="segments">Whose columns.</param>
    /// <param name="filter">Which of their rows; null for all.</param>
    /// <param name="compute">The computation.</param>
    public Task<T> RunAsync<T>(OpenedSegments segments, RowFilter? filter, Func<SegmentColumns, T> compute) => RunAsync(() =>
    {
        using var columns = segments.Columns(filter);
        return compute(columns);
    });
}
