namespace LlmWorkload.Answers;

/// <summary>
/// Where kernels run: off the grains' schedulers, and as many at once as there are processors. More would not be faster, but each takes memory.
/// </summary>
public sealed class KernelScheduler
{
    private readonly TaskFactory _factory = new(
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach,
        TaskContinuationOptions.None,
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Environment.ProcessorCount).ConcurrentScheduler);

    /// <summary>Runs a computation when its turn comes.</summary>
    public Task<T> RunAsync<T>(Func<T> compute) => _factory.StartNew(compute);
}
