using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>
/// Keeps a silo that the others have given up from answering. One whose process or machine stood still does not know that its grains live elsewhere by now:
/// before it goes on it asks the table of silos, and a silo that is dead there says nothing more. What it was about to acknowledge is asked of the others again.
/// </summary>
internal sealed class SuspensionGuard : IIncomingGrainCallFilter, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly IClusterMembershipService _membership;
    private readonly ISiloStatusOracle _oracle;
    private readonly TimeProvider _time;
    private readonly TimeSpan _longest;
    private readonly Lock _lock = new();
    private long _seen;
    private Task _check = Task.CompletedTask;
    private ITimer? _timer;

    /// <summary>Creates the guard, which watches from the silo's start to its stop.</summary>
    public SuspensionGuard(IClusterMembershipService membership, ISiloStatusOracle oracle, IOptions<ClusterMembershipOptions> options, TimeProvider time)
    {
        (_membership, _oracle, _time) = (membership, oracle, time);

        // Nobody is given up for less than one probe that was missed.
        _longest = options.Value.ProbeTimeout;
        _seen = time.GetTimestamp();
    }

    /// <inheritdoc/>
    /// <exception cref="SiloUnavailableException">The silo is dead.</exception>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await EnsureAliveAsync();
        await context.Invoke();
        await EnsureAliveAsync();
    }

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(SuspensionGuard),
        ServiceLifecycleStage.BecomeActive,
        _ =>
        {
            lock (_lock) _seen = _time.GetTimestamp();
            _timer = _time.CreateTimer(_ => Look(isTick: true), null, TimeSpan.Zero, _longest / 4);
            return Task.CompletedTask;
        },
        _ =>
        {
            Dispose();
            return Task.CompletedTask;
        });

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _timer, null)?.Dispose();

    private async ValueTask EnsureAliveAsync()
    {
        if (_timer is null) return;
        var check = Look(isTick: false);
        if (!check.IsCompletedSuccessfully) await check;
        if (_oracle.CurrentStatus == SiloStatus.Dead) throw new SiloUnavailableException("This silo was given up by the others.");
    }

    private Task Look(bool isTick)
    {
        lock (_lock)
        {
            if (!_check.IsCompleted) return _check;
            if (_time.GetElapsedTime(_seen) > _longest) return _check = CheckAsync();
            if (isTick) _seen = _time.GetTimestamp();
            return Task.CompletedTask;
        }
    }

    private async Task CheckAsync()
    {
        await Task.Yield(); // out of the lock
        for (var asked = _time.GetTimestamp(); ; asked = _time.GetTimestamp())
        {
            try
            {
                await _membership.Refresh();
                lock (_lock) _seen = asked;
                return;
            }
            catch (Exception unreachable) when (unreachable is not OutOfMemoryException)
            {
                // As long as the table cannot be read, nobody knows whether this silo still is one.
                await Task.Delay(Pause, _time);
            }
        }
    }
}
