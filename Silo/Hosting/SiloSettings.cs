using System.Net;
using LlmWorkload.Certificates;
using LlmWorkload.Clustering;
using LlmWorkload.Storage;
using LlmWorkload.Telemetry;
using LlmWorkload.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LlmWorkload.Hosting;

/// <summary>
/// The settings of a silo, from <c>appsettings.json</c>, the environment (<c>Storage__Provider=…</c>) and the command line
/// (<c>--Storage:Provider …</c>).
/// </summary>
/// <param name="Endpoint">Where it listens.</param>
/// <param name="Clustering">How it finds others.</param>
/// <param name="Storage">Where its grains' state is.</param>
internal sealed record SiloSettings(SiloEndpointOptions Endpoint, WorkloadClusteringOptions Clustering, WorkloadStorageOptions Storage)
{
    /// <summary>Where it serves HTTP, and whom; null where it will not listen.</summary>
    public WebSettings? Web { get; private init; }

    /// <summary>The files of mutual TLS; null where silos and clients connect without.</summary>
    public TlsFiles? Tls { get; private init; }

    /// <summary>Where measurements and traces are sent.</summary>
    public OtlpOptions Otlp { get; private init; } = new();

    /// <summary>The clustering provider as it calls itself.</summary>
    public string ClusteringName => ClusteringProviders.Find(Clustering.Provider)!.Name;

    /// <summary>The storage provider as it calls itself, with its folder where it has one.</summary>
    public string StorageName =>
        StorageProviders.Find(Storage.Provider) is { HasFolder: false } other
            ? other.Name
            : $"{StorageProviders.Find(Storage.Provider)!.Name} in {Path.GetFullPath(Storage.Path)}";

    /// <summary>Reads and checks them. Orleans is set up with them before there is a host that checks options.</summary>
    /// <param name="configuration">Where they stand.</param>
    /// <param name="listens">Whether a silo will listen. If not, its addresses are not checked.</param>
    /// <exception cref="OptionsValidationException">A setting cannot work.</exception>
    /// <exception cref="WorkloadException">A setting cannot be read.</exception>
    public static SiloSettings Read(IConfiguration configuration, bool listens = true)
    {
        var settings = new SiloSettings(
            listens ? Section(configuration, SiloEndpointOptions.Section, new SiloEndpointOptionsValidator()) : new SiloEndpointOptions(),
            Section(configuration, WorkloadClusteringOptions.Section, new ClusteringOptionsValidator()),
            Section(configuration, WorkloadStorageOptions.Section, new StorageOptionsValidator()));
        if (listens)
            settings = settings with
            {
                Tls = ReadTls(configuration, settings.Endpoint),
                Web = ReadWeb(configuration, settings.Endpoint) with { StateFolder = settings.StateFolder },
                Otlp = Section(configuration, OtlpOptions.Section, new OtlpOptionsValidator()),
            };

        // ConnectionStrings:Postgres is for all that is in Postgres. A section's own connection string comes before it.
        settings.Clustering.ConnectionString = ConnectionString(
            configuration, settings.Clustering.ConnectionString, settings.Clustering.Provider);
        settings.Storage.ConnectionString = ConnectionString(configuration, settings.Storage.ConnectionString, settings.Storage.Provider);
        return settings;
    }

    /// <summary>Says in words a failure that is not the program's fault; null for any other failure.</summary>
    public WorkloadException? Explain(Exception failure)
    {
        foreach (var cause in failure.Causes())
        {
            if (cause is WorkloadException explained) return explained;
            if (FailureOfStore(cause) is { } found) return new WorkloadException(found.Words, failure);
            if (cause is System.Net.Sockets.SocketException) return new WorkloadException(cause.Message, failure);
        }

        return null;
    }

    private string StateFolder =>
        StorageProviders.Find(Storage.Provider) is { HasFolder: true } ? Path.GetFullPath(Storage.Path) : "";

    private StoreFailure? FailureOfStore(Exception cause) =>
        ClusteringProviders.Find(Clustering.Provider)?.Explain(cause) ?? StorageProviders.Find(Storage.Provider)?.Explain(cause);

    // Whoever reaches the ports is inside the trust boundary.
    private static TlsFiles? ReadTls(IConfiguration configuration, SiloEndpointOptions silo)
    {
        var files = Read<TlsSettings>(configuration, TlsSettings.Section).Files;
        var failure = files.WhyNot();
        if (failure is null && !files.AreGiven && !IPAddress.IsLoopback(IPAddress.Parse(silo.Address))
            && !Read<SecurityOptions>(configuration, SecurityOptions.Section).AllowInsecure)
        {
            failure = $"Silo:Address is {silo.Address}, beyond loopback, without mutual TLS (Tls:Certificate, Tls:Key, Tls:Ca); expected "
                + "all three, or Security:AllowInsecure=true.";
        }

        if (failure is not null) throw new OptionsValidationException(TlsSettings.Section, typeof(TlsSettings), [failure]);
        if (!files.AreGiven) return null;
        _ = new MutualTls(files, Purpose.OfSilo, TimeProvider.System, NullLogger.Instance);
        return files;
    }

    private static WebSettings ReadWeb(IConfiguration configuration, SiloEndpointOptions silo)
    {
        var web = new WebSettings(
            Read<HttpOptions>(configuration, HttpOptions.Section), Read<SecurityOptions>(configuration, SecurityOptions.Section),
            Read<IngestOptions>(configuration, IngestOptions.Section));
        var failures = WebSettingsCheck.Failures(web).ToList();
        if (web.Http.Port != 0 && (web.Http.Port == silo.Port || web.Http.Port == silo.GatewayPort || web.Http.Port == silo.HealthPort))
            failures.Add($"Http:Port is {web.Http.Port}, a port for silos, clients or health; expected another, or 0 for none.");
        return failures.Count == 0 ? web : throw new OptionsValidationException(HttpOptions.Section, typeof(WebSettings), failures);
    }

    private static string ConnectionString(IConfiguration configuration, string own, string provider) =>
        string.IsNullOrWhiteSpace(own) ? configuration.GetConnectionString(provider) ?? "" : own;

    private static TOptions Read<TOptions>(IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        try
        {
            return configuration.GetSection(section).Get<TOptions>() ?? new TOptions();
        }
        catch (InvalidOperationException unreadable)
        {
            throw new WorkloadException(unreadable.Message, unreadable) { IsInput = true };
        }
    }

    private static TOptions Section<TOptions>(IConfiguration configuration, string section, IValidateOptions<TOptions> validator)
        where TOptions : class, new()
    {
        var options = Read<TOptions>(configuration, section);
        var result = validator.Validate(null, options);
        return result.Failed ? throw new OptionsValidationException(section, typeof(TOptions), result.Failures) : options;
    }
}
