using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>
/// Refuses to join a cluster whose clocks are far ahead of this machine's. By those clocks this silo started long ago, and the other silos
/// give it up while it joins. It can also wait in vain for a silo that has ended and left signs of life in the future. The check runs when
/// the table of silos is open, and before this silo is in it.
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
