using System.Net;
using LlmWorkload.Storage;
using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>While a silo takes clients, its state folder says where, so that commands on that folder speak to it.</summary>
/// <param name="settings">Where it listens, and its folder.</param>
/// <param name="addresses">The address at which clients reach it.</param>
internal sealed class StateAnnouncement(SiloSettings settings, SiloAddresses addresses) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(StateAnnouncement), ServiceLifecycleStage.Active + 1, _ => Task.Run(Announce, CancellationToken.None),
        _ => Task.Run(() => RunningSilo.Withdraw(settings.Storage.Path), CancellationToken.None));

    private void Announce()
    {
        var gateway = new IPEndPoint(addresses.Advertised, settings.Endpoint.GatewayPort);
        new RunningSilo(gateway, settings.Endpoint.ClusterId).Announce(settings.Storage.Path);
    }
}
