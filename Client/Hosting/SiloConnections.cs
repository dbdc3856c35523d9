using System.Net;
using LlmWorkload.Ingestion;
using LlmWorkload.Placement;
using LlmWorkload.Segments;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>
/// The straight way to the silo that holds a grain's rows. An Orleans client chooses gateways without knowing where grains are, and so in a
/// cluster of n silos all but one call in n is sent on by the silo that it reaches: rows would go over the network nearly twice. Here each
/// silo has a connection of its own. Where a grain lies is known from the start, or follows from how it will be placed; a guess that is
/// wrong costs no more than being sent on, and where a silo cannot be reached or is lost its calls go the usual way.
/// </summary>
internal sealed class SiloConnections : ISegmentRoute, IAsyncDisposable
{
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(5);

    private readonly IGrainFactory _grains;
    private readonly Func<Action<IClientBuilder>, IHost> _build;
    private readonly CancellationTokenSource _stop;
    private readonly Lazy<Task<Silos>> _finding;

    /// <summary>Prepares to connect.</summary>
    /// <param name="grains">The usual way, which repeats calls that fail.</param>
    /// <param name="build">Makes a client of the cluster.</param>
    /// <param name="cancellationToken">Ends the attempts to connect.</param>
    internal SiloConnections(IGrainFactory grains, Func<Action<IClientBuilder>, IHost> build, CancellationToken cancellationToken)
    {
        (_grains, _build) = (grains, build);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _finding = new Lazy<Task<Silos>>(() => Task.Run(FindAsync, CancellationToken.None));
    }

    /// <inheritdoc/>
    public void Begin() => _ = _finding.Value;

    /// <summary>Connects, and waits until every silo that can be reached is connected to.</summary>
    internal async Task OpenAsync() => await Task.WhenAll((await _finding.Value).Connections);

    /// <inheritdoc/>
    public async Task AppendAsync(ISegmentGrain grain, SegmentMessage segment)
    {
        var id = grain.GetGrainId();
        if (_finding.Value is { IsCompletedSuccessfully: true } found
            && (await found).Of(id) is { IsCompletedSuccessfully: true } connecting
            && await connecting is { } silo
            && await silo.TryAsync(grains => grains.GetGrain<ISegmentGrain>(id).AppendAsync(segment)))
        {
            return;
        }

        await grain.AppendAsync(segment);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_finding.IsValueCreated)
        {
            await ((Task)_finding.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_finding.Value.IsCompletedSuccessfully) await Task.WhenAll((await _finding.Value).Connections.Select(CloseAsync));
        }

        _stop.Dispose();
    }

    private static async Task CloseAsync(Task<SiloConnection?> connecting)
    {
        if (await connecting is { } connection) await connection.DisposeAsync();
    }

    private async Task<Silos> FindAsync()
    {
        var management = _grains.GetGrain<IManagementGrain>(0);
        var hosts = (await management.GetDetailedHosts(onlyActive: true)).OrderBy(host => host.SiloAddress).ToList();
        SiloAddress[] addresses = [.. hosts.Select(host => host.SiloAddress)];
        if (addresses.Length < 2) return new Silos(addresses, [], []);
        var held = await management.GetDetailedGrainStatistics(SegmentHolders.Types, addresses);
        return new Silos(addresses, [.. hosts.Select(ConnectAsync)], held);
    }

    // A silo may be known to the others by an address that does not exist for this machine; Orleans would try it for minutes.
    private async Task<SiloConnection?> ConnectAsync(MembershipEntry host)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        attempt.CancelAfter(LongestAttempt);
        try
        {
            return host.ProxyPort == 0 ? null : await SiloConnection.OpenAsync(
                _build, new IPEndPoint(host.SiloAddress.Endpoint.Address, host.ProxyPort), attempt.Token);
        }
        catch (Exception unreachable) when (unreachable is not OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>The silos and their grains as they were when they were asked for.</summary>
    private sealed class Silos(SiloAddress[] addresses, Task<SiloConnection?>[] connections, DetailedGrainStatistic[] held)
    {
        private readonly Dictionary<GrainId, SiloAddress> _held = held.DistinctBy(each => each.GrainId).ToDictionary(
            each => each.GrainId, each => each.SiloAddress);
        private readonly Dictionary<SiloAddress, Task<SiloConnection?>> _bySilo = addresses.Zip(connections).ToDictionary();

        public Task<SiloConnection?>[] Connections => connections;

        public Task<SiloConnection?>? Of(GrainId grain) =>
            connections.Length == 0 ? null : _bySilo.GetValueOrDefault(
                _held.TryGetValue(grain, out var silo) ? silo : SpreadPlacement.SiloOf(grain, addresses));
    }
}
