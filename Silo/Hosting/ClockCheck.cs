using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>
/// Refuses to join a cluster by whose clocks this silo started long ago: the others would give it up while it joins, and it would wait in
/// vain for one that has ended and left signs of life in the future. Comes when the table of silos is open, and before this silo is in it.
/// </summary>
/// <param name="table">The table of silos.</param>
/// <param name="silo">This one.</param>
internal sealed class ClockCheck(IMembershipTable table, ILocalSiloDetails silo) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(ClockCheck), ServiceLifecycleStage.RuntimeGrainServices + 1, CheckAsync);

    /// <exception cref="WorkloadException">The clock is behind.</exception>
    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var listed = (await table.ReadAllAsync(cancellationToken)).Members.Select(member => member.Item1)
            .Where(entry => entry.Status != SiloStatus.Dead);
        if (ClockDifference.Find(listed, silo.SiloAddress, DateTime.UtcNow) is { } difference)
            throw new WorkloadException(difference.Words);
    }
}
