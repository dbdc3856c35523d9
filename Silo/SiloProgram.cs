using System.Net;
using LlmWorkload.Networking;
using LlmWorkload.Segments;
using LlmWorkload.Telemetry;
using LlmWorkload.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>The program of a silo, which <c>llmwl serve</c> runs as well.</summary>
internal static class SiloProgram
{
    // How long a question waits for silos that come and go.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs until it is told to stop.</summary>
    /// <param name="args">Settings (<c>--Silo:GatewayPort 30000</c>), and what else it can do.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>0 done, 1 failed, 2 a setting cannot work.</returns>
    public static Task<int> RunAsync(string[] args, CancellationToken cancellationToken = default) =>
        RunAsync(args, null, cancellationToken);

    /// <summary>As above, with services of whoever runs it.</summary>
    /// <param name="args">Settings.</param>
    /// <param name="addServices">Adds services that start when the silo has.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<int> RunAsync(
        string[] args, Action<IServiceCollection>? addServices, CancellationToken cancellationToken)
    {
        if (args.Intersect(SiloArguments.Help).Any() || args.Contains(SiloArguments.Version))
        {
            var text = args.Contains(SiloArguments.Version) ? $"{SiloArguments.VersionText()}\n" : SiloArguments.HelpText();
            await Console.Out.WriteAsync(text);
            return 0;
        }

        if (SiloArguments.Mistake(args) is { } mistake)
        {
            await Console.Error.WriteLineAsync($"llmwl-silo: {mistake}");
            return 2;
        }

        // Switches without a value. The configuration's own arguments all have one.
        var isSetup = args.Contains(DatabaseSetup.Argument);
        var forgets = args.Contains(ForgottenSilos.Argument);
        var isCheck = args.Contains(HealthProbe.Argument);

        // Settings stand beside the program, wherever it is started. The environment and the command line override them.
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = [.. args.Where(argument => argument is not (DatabaseSetup.Argument or ForgottenSilos.Argument or HealthProbe.Argument))],
            ContentRootPath = AppContext.BaseDirectory,
        });
        SiloSettings? settings = null;
        var calledOff = new CalledOffStart();
        try
        {
            settings = SiloSettings.Read(builder.Configuration, listens: !isSetup);
            if (isCheck) return await HealthProbe.RunAsync(settings.Endpoint, Console.Out) ? 0 : 1;
            if (forgets && !isSetup)
                throw new WorkloadException($"{ForgottenSilos.Argument} goes with {DatabaseSetup.Argument}.") { IsInput = true };
            if (isSetup)
            {
                await DatabaseSetup.RunAsync(settings, Console.Out, cancellationToken);
                var clusterId = builder.Configuration["Silo:ClusterId"] ?? WorkloadSilo.DefaultClusterId;
                if (forgets) await ForgottenSilos.RunAsync(settings, clusterId, Console.Out, TimeProvider.System);
                return 0;
            }

            var (endpoint, clustering, storage) = settings;
            HttpPorts.CheckFree(settings);
            var memory = MemoryOptions.Read(builder.Configuration);
            var addresses = SiloAddresses.Of(endpoint);
            builder.UseOrleans(silo =>
            {
                silo.Configure<ClusterOptions>(cluster => cluster.ClusterId = endpoint.ClusterId);
                silo.Configure<EndpointOptions>(endpoints => addresses.Apply(endpoints, endpoint));
                ClusteringProviders.Add(silo, clustering, storage);
                silo.AddWorkload(storage, memory);
                SiloListeners.Guard(silo, endpoint, settings.Tls);
                SiloTelemetry.Add(silo, settings.Otlp);
                if (settings.Web is { Http.Dashboard: true } && DashboardPage.IsThere) DashboardPage.AddTo(silo);
                silo.Services.AddSingleton<IFatalErrorHandler, FatalEnd>();
                if (StorageProviders.Find(storage.Provider) is { HasFolder: true })
                    silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new StateAnnouncement(settings, addresses));
                if (ClusteringProviders.Find(clustering.Provider) is { IsShared: true })
                    silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ClockCheck>();
            });
            if (settings.Web is { Http.Port: > 0 } web) AddWeb(builder, web);
            if (endpoint.HealthPort > 0)
                builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<HealthServer>(services, endpoint));

            addServices?.Invoke(builder.Services);

            // It would log every refused handshake with a stack; the guards of the ports say why.
            builder.Logging.AddFilter("Orleans.Connections.Security", LogLevel.Error);
            calledOff.Silence(builder.Logging, builder.Configuration);
            var host = builder.Build();
            var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
            calledOff.Watch(lifetime);
            var log = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("llmwl-silo");
            lifetime.ApplicationStarted.Register(() =>
                SiloLog.Ready(
                    log, new IPEndPoint(addresses.Advertised, endpoint.GatewayPort), settings.ClusteringName, settings.StorageName));
            await host.RunAsync(cancellationToken);
            return 0;
        }
        catch (Exception failure) when (calledOff.Explains(failure))
        {
            return 0;
        }
        catch (OptionsValidationException invalid)
        {
            foreach (var failure in invalid.Failures) await Console.Error.WriteLineAsync($"llmwl-silo: {failure}");
            return 2;
        }
        catch (Exception failure) when ((failure as WorkloadException ?? settings?.Explain(failure)) is { } explained)
        {
            await Console.Error.WriteLineAsync($"llmwl-silo: {explained.Message}");
            return explained.IsInput ? 2 : 1;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync(
                $"llmwl-silo: {failure.GetType().Name}: {failure.GetBaseException().Message} (--Logging:LogLevel:Default=Information "
                    + "tells more)");
            return 1;
        }
    }

    // The API asks grains as a command does, and repeats what fails for a reason that passes.
    private static void AddWeb(HostApplicationBuilder builder, WebSettings web)
    {
        builder.Services.AddSingleton<IOutgoingGrainCallFilter>(services => new RepeatedCalls(
            services, isEmbedded: true, Patience, new WaitingNotice(null, TimeProvider.System), TimeProvider.System,
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        builder.Services.AddSingleton<Readiness>();

        // At the level of information it would log the path and query of every request, which can have ids of users.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<WebServer>(services, web));
    }
}
