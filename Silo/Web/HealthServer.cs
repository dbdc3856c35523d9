using System.Net;
using System.Net.Sockets;
using LlmWorkload.Hosting;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;

namespace LlmWorkload.Web;

/// <summary>
/// Tells over HTTP whether the silo is active: 200 where it is, 503 where the cluster has given it up. There is no answer before the silo
/// has joined, and none once it stops. It is for the probes of a container. The gateway's port says less: it accepts connections before the
/// silo has joined. The server is a host within the silo's host, so no setting of ASP.NET Core's own, such as <c>ASPNETCORE_URLS</c>, makes
/// it listen elsewhere. Without a port there is no server.
/// </summary>
/// <param name="options">Where it listens.</param>
/// <param name="oracle">What the silo knows of itself.</param>
internal sealed class HealthServer(SiloEndpointOptions options, ISiloStatusOracle oracle) : IHostedService
{
    /// <summary>The path that answers.</summary>
    public const string RequestPath = "/health";

    /// <summary>The most connections at once; there are few probes, and each has one for a moment.</summary>
    public const int MostConnections = 64;

    /// <summary>How long a connection may take to send a request, and how long it may be idle before that.</summary>
    public static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(5);

    private const string Check = "silo";
    private const int MostBytes = 8 * 1024;

    // The longest that a stop waits for requests under way.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(1);

    private WebApplication? _application;

    /// <summary>How long a request may take here: <see cref="LongestRequest"/>, but for a test that must not wait for it.</summary>
    internal TimeSpan RequestLimit { get; init; } = LongestRequest;

    /// <summary>Listens. The services before it have started, and the silo is one of them.</summary>
    /// <exception cref="WorkloadException">The port cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _application = Build();
        try
        {
            await _application.StartAsync(cancellationToken);
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            var words = $"Silo:HealthPort is {options.HealthPort}, which cannot be listened on: {taken.GetBaseException().Message}";
            throw new WorkloadException(words, taken) { IsInput = true };
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_application is null) return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestStop);
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        builder.Services.AddSingleton(oracle);
        builder.Services.AddRoutingCore();
        builder.Services.AddHealthChecks().AddCheck<SiloHealth>(Check);
        var application = builder.Build();
        application.MapHealthChecks(RequestPath, new HealthCheckOptions { ResponseWriter = WriteAsync })
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        return application;
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.RequestHeadersTimeout = RequestLimit;
        kestrel.Limits.KeepAliveTimeout = RequestLimit;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.MaxRequestLineSize = MostBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = MostBytes;
        kestrel.Limits.MaxRequestBufferSize = MostBytes;
        kestrel.Listen(IPAddress.Parse(options.Address), options.HealthPort, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var words = $"{report.Entries[Check].Description}\n";
        (context.Response.ContentType, context.Response.ContentLength) = ("text/plain; charset=utf-8", words.Length);
        return context.Response.WriteAsync(words, context.RequestAborted);
    }
}
