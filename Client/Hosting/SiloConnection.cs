using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LlmWorkload.Hosting;

/// <summary>A connection to one silo alone. Calls that it was given are not waited for any longer when it is lost.</summary>
internal sealed class SiloConnection : IAsyncDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private readonly IHost _host;

    private SiloConnection(Func<Action<IClientBuilder>, IHost> build, IPEndPoint gateway)
    {
        _host = build(client =>
        {
            client.UseStaticClustering(gateway);
            client.AddClusterConnectionLostHandler((_, _) => _lost.Cancel());
        });
        Grains = _host.Services.GetRequiredService<IGrainFactory>();
    }

    /// <summary>The cluster's grains, called by way of this silo.</summary>
    private IGrainFactory Grains { get; }

    /// <summary>Connects to a silo.</summary>
    /// <param name="build">Makes a client of the cluster.</param>
    /// <param name="gateway">Where the silo listens for clients.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<SiloConnection> OpenAsync(
        Func<Action<IClientBuilder>, IHost> build, IPEndPoint gateway, CancellationToken cancellationToken)
    {
        var connection = new SiloConnection(build, gateway);
        try
        {
            await connection._host.StartAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Makes a call that may be repeated; false where it is to be made another way, since the silo is lost or does not answer.
    /// </summary>
    public async Task<bool> TryAsync(Func<IGrainFactory, Task> call)
    {
        if (_lost.IsCancellationRequested) return false;
        try
        {
            await call(Grains).WaitAsync(_lost.Token);
            return true;
        }
        catch (Exception failure) when (_lost.IsCancellationRequested || PassingFailure.Describe(failure) is not null)
        {
            if (failure is TimeoutException) await _lost.CancelAsync(); // it takes calls and does not answer
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _lost.CancelAsync();
        await _host.StopAsync();
        await WorkloadConnection.DisposeAsync(_host);
        _lost.Dispose();
    }
}
