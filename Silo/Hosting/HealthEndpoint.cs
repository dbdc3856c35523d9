using System.Net;
using System.Text;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>
/// Tells over HTTP whether the silo is active: 200 where it is, 503 where the cluster has given it up; no answer before it has joined and once it stops.
/// For probes of a container: that the gateway's port accepts connections says less, since it does so before the silo has joined.
/// </summary>
internal sealed class HealthEndpoint : BackgroundService
{
    /// <summary>The path that answers.</summary>
    public const string RequestPath = "/health";

    private readonly SiloEndpointOptions _options;
    private readonly ISiloStatusOracle _oracle;
    private readonly HttpListener _listener = new();

    /// <summary>Creates the endpoint; it listens once the services before it, the silo among them, have started.</summary>
    public HealthEndpoint(SiloEndpointOptions options, ISiloStatusOracle oracle)
    {
        (_options, _oracle) = (options, oracle);
        var address = IPAddress.Parse(options.Address);
        var isAny = IPAddress.Any.Equals(address) || IPAddress.IPv6Any.Equals(address);
        _listener.Prefixes.Add(isAny ? $"http://*:{options.HealthPort}{RequestPath}/" : $"http://{new IPEndPoint(address, options.HealthPort)}{RequestPath}/");
    }

    /// <inheritdoc/>
    /// <exception cref="WorkloadException">The port cannot be listened on.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _listener.Start();
        }
        catch (HttpListenerException taken)
        {
            throw new WorkloadException($"Silo:HealthPort is {_options.HealthPort}, which cannot be listened on: {taken.Message}", taken) { IsInput = true };
        }

        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        ((IDisposable)_listener).Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var stop = stoppingToken.Register(_listener.Close);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Answer((await _listener.GetContextAsync()).Response);
            }
            catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Either the silo stops, or who asked did not wait for the answer.
            }
        }
    }

    private void Answer(HttpListenerResponse response)
    {
        var status = _oracle.CurrentStatus;
        response.StatusCode = (int)(status == SiloStatus.Active ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable);
        response.ContentType = "text/plain; charset=utf-8";
        response.Close(Encoding.UTF8.GetBytes($"{status}\n"), willBlock: false);
    }
}
