using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LlmWorkload.Telemetry;

/// <summary>Measures a silo, and sends measurements and traces to a collector where a setting names one.</summary>
internal static class SiloTelemetry
{
    /// <summary>Where Prometheus reads the measurements.</summary>
    public const string MetricsPath = "/metrics";

    private const string Service = "llmwl-silo";
    private const string OrleansMeter = "Microsoft.Orleans";
    private const string OrleansSources = "Microsoft.Orleans.*";

    // The usual bounds are of milliseconds. A kept answer takes less than one, and a cold one of many rows a minute.
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>Adds the meter to a silo, and what sends.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="otlp">The collector.</param>
    public static void Add(ISiloBuilder silo, OtlpOptions otlp)
    {
        silo.AddIncomingGrainCallFilter<SiloMeter>();
        if (otlp.Endpoint.Length == 0) return;
        silo.AddActivityPropagation();
        silo.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Service))
            .WithMetrics(metrics => AddMeters(metrics).AddOtlpExporter(exporter => Address(exporter, otlp, "v1/metrics")))
            .WithTracing(traces => traces
                .SetSampler(new AlwaysOnSampler())
                .AddSource(Tracing.Name, OrleansSources)
                .AddProcessor(new SilentSpans())
                .AddOtlpExporter(exporter => Address(exporter, otlp, "v1/traces")));
    }

    /// <summary>Adds what Prometheus reads to what serves HTTP.</summary>
    public static void AddPrometheus(IServiceCollection services) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService(Service))
        .WithMetrics(metrics => AddMeters(metrics).AddPrometheusExporter());

    private static MeterProviderBuilder AddMeters(MeterProviderBuilder metrics) => metrics
        .AddMeter(SiloMeter.Name, OrleansMeter)
        .AddView("llmwl.question.duration", new ExplicitBucketHistogramConfiguration { Boundaries = Seconds });

    // With gRPC the address is that of the collector; with HTTP it has the path of what is sent.
    private static void Address(OtlpExporterOptions exporter, OtlpOptions otlp, string path)
    {
        var isHttp = otlp.Protocol == OtlpOptions.Http;
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = new Uri(isHttp ? $"{otlp.Endpoint.TrimEnd('/')}/{path}" : otlp.Endpoint);
    }
}
