using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using LlmWorkload.Certificates;
using LlmWorkload.Datasets;
using LlmWorkload.Telemetry;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace LlmWorkload.Web;

/// <summary>
/// Serves the API over HTTP. There is no answer before the silo has joined, and none once it stops. As the server of health it is a host
/// within the silo's host, so no setting of ASP.NET Core's own makes it listen elsewhere.
/// </summary>
/// <param name="settings">Its settings.</param>
/// <param name="grains">The grains.</param>
/// <param name="catalogs">The catalogs that the silo asked for last.</param>
/// <param name="readiness">Whether the silo can answer.</param>
/// <param name="logs">Where it logs.</param>
internal sealed class WebServer(
    WebSettings settings, IGrainFactory grains, KnownCatalogs catalogs, Readiness readiness, ILoggerFactory logs) : IHostedService
{
    private const int MostConnections = 2_000;
    private const int MostHeaderBytes = 16 * 1024;
    private const int Http2Streams = 100;

    private static readonly TimeSpan LongestHeaders = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(2);

    private static readonly string[] Compressible =
        ["application/json", "application/problem+json", "image/svg+xml", "text/csv", "text/plain", "text/html", "text/javascript"];

    private WebApplication? _application;
    private RenewedFiles<SslStreamCertificateContext>? _certificate;

    /// <summary>Listens. The services before it have started, and the silo is one of them.</summary>
    /// <exception cref="WorkloadException">The port cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _application = Build();
        _application.Services.GetRequiredService<UploadStore>(); // removes what killed silos have left
        try
        {
            await _application.StartAsync(cancellationToken);
        }
        catch (Exception taken) when (taken is IOException or SocketException or AddressInUseException)
        {
            var words = $"Http:Port is {settings.Http.Port}, which cannot be listened on: {taken.GetBaseException().Message}";
            throw new WorkloadException(words, taken) { IsInput = true };
        }

        var scheme = _certificate is null ? "http" : "https";
        WebLog.Serving(
            logs.CreateLogger("llmwl-silo"), $"{scheme}://{new IPEndPoint(IPAddress.Parse(settings.Http.Address), settings.Http.Port)}");
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_application is null) return;
        await _application.StopAsync(cancellationToken);
        await _application.DisposeAsync();
    }

    private WebApplication Build()
    {
        if (settings.Http.Certificate.Length > 0) _certificate = HttpsCertificate.Read(settings.Http, logs.CreateLogger("llmwl-silo"));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton(grains);
        builder.Services.AddSingleton(readiness);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new SharedCalls<DatasetCatalog?>(name => catalogs.DescribeAsync(grains, name)));
        builder.Services.AddSingleton<KeptReplies>();
        builder.Services.AddSingleton<Asker>();
        builder.Services.AddSingleton<HiddenPlaces>();
        builder.Services.AddSingleton<UploadStore>();
        builder.Services.AddSingleton<JobBoard>();
        builder.Services.AddSingleton(new ApiKeys(settings.Security));
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddRoutingCore();
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = Compressible;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        var hasDashboard = settings.Http.Dashboard && DashboardPage.IsThere;
        if (hasDashboard) DashboardPage.AddTo(builder);
        ApiDocument.Add(builder.Services);
        SiloTelemetry.AddPrometheus(builder.Services);

        var application = builder.Build();
        application.UseSafeHeaders();
        application.UseResponseCompression();
        application.UseMiddleware<Problems>();
        application.UseWhen(
            context => !HealthApi.Serves(context.Request.Path), guarded => guarded.UseMiddleware<Guard>((Func<PathString, bool>)IsOpen));
        application.UseRouting();
        application.UseTracing();
        HealthApi.Map(application);
        application.MapPrometheusScrapingEndpoint(SiloTelemetry.MetricsPath)
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        Api.Map(application);
        ApiDocument.Map(application);
        ExplorerPage.Map(application);
        ApiReference.Map(application);
        if (hasDashboard) DashboardPage.Map(application);
        return application;
    }

    // The page asks for a key where one is needed.
    private static bool IsOpen(PathString path) => ExplorerPage.Serves(path) || path == SessionApi.Path;

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.RequestHeadersTimeout = LongestHeaders;
        kestrel.Limits.KeepAliveTimeout = LongestIdle;
        kestrel.Limits.MaxRequestBodySize = settings.Http.MaxBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = MostHeaderBytes;
        kestrel.Limits.MaxRequestLineSize = MostHeaderBytes;
        kestrel.Limits.Http2.MaxStreamsPerConnection = Http2Streams;
        kestrel.Listen(IPAddress.Parse(settings.Http.Address), settings.Http.Port, listen =>
        {
            listen.Protocols = _certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
            if (_certificate is null) return;
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = _certificate.Current.TargetCertificate,
                OnAuthenticate = (_, ssl) => (ssl.ServerCertificate, ssl.ServerCertificateContext) = (null, _certificate.Current),
            });
        });
    }
}
