using Orleans.Runtime;

namespace LlmWorkload.Clustering;

/// <summary>
/// Keeps a silo from answering after the others have given it up. A silo that stood still, or that the others cannot reach, does not know
/// that its grains live elsewhere by now. So a silo answers only while its last reading of its own row in the table of silos is not older
/// than <see cref="Validity"/>. Calls that it does not acknowledge are made again to the others.
/// </summary>
/// <param name="table">The table of silos.</param>
/// <param name="silo">This one.</param>
/// <param name="oracle">What this silo knows of itself.</param>
/// <param name="membership">Ends the silo when it hears that it is dead.</param>
/// <param name="provider">The provider of the table, which explains its failures.</param>
/// <param name="time">The clock.</param>
internal sealed class SuspensionGuard(
    IMembershipTable table, ILocalSiloDetails silo, ISiloStatusOracle oracle, IClusterMembershipService membership,
    ClusteringProvider provider, TimeProvider time) : IIncomingGrainCallFilter
{
    /// <summary>How long a reading of the silo's row is valid. A silo that was given up may go on answering for this long.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long? _read;
    private Task _reading = Task.CompletedTask;
    private volatile bool _isDead;

    /// <inheritdoc/>
    /// <exception cref="SiloUnavailableException">The silo is dead.</exception>
    /// <exception cref="StorageException">The table cannot be read, so nobody knows whether the silo was given up.</exception>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        // What silos ask one another is answered whether or not the table can be read. Otherwise all silos give one another up while a
        // database restarts.
        if (context.TargetId.IsSystemTarget())
        {
            await context.Invoke();
            return;
        }

        await EnsureAliveAsync();
        await context.Invoke();
        await EnsureAliveAsync();
    }

    private async ValueTask EnsureAliveAsync()
    {
        if (oracle.CurrentStatus < SiloStatus.Active) return;
        while (Renew() is { } reading)
        {
            try
            {
                await reading.WaitAsync(Validity, time);
            }
            catch (Exception unread) when (unread is not OutOfMemoryException)
            {
                throw Explain(unread);
            }
        }

        if (_isDead || oracle.CurrentStatus == SiloStatus.Dead) throw new SiloUnavailableException("This silo was given up by the others.");
    }

    /// <summary>Reads the row anew when half of the time is over, before a call has to wait for it.</summary>
    /// <returns>What a call must wait for; null where the last reading is valid.</returns>
    private Task? Renew()
    {
        lock (_lock)
        {
            var age = _read is { } read ? time.GetElapsedTime(read) : TimeSpan.MaxValue;
            if (_isDead || age < Validity / 2) return null;

            // One reading at a time, since a reading that hangs holds a connection. It does not run on the scheduler of the grain that was
            // called.
            if (_reading.IsCompleted) _reading = Task.Run(ReadAsync);
            return age < Validity ? null : _reading;
        }
    }

    private async Task ReadAsync()
    {
        var began = time.GetTimestamp();
        if ((await table.ReadRowAsync(silo.SiloAddress)).Members is [({ Status: not SiloStatus.Dead }, _)])
        {
            lock (_lock) _read = began;
            return;
        }

        _isDead = true;
        membership.Refresh().AsTask().Ignore();
    }

    private StorageException Explain(Exception unread)
    {
        var found = unread.Causes().Select(provider.Explain).FirstOrDefault(found => found is not null);
        return new StorageException(
            found?.Words ?? $"The table of silos in {provider.Name} cannot be read: {unread.Message}", found?.Passes ?? true);
    }
}
