using System.Net;
using LlmWorkload;
using LlmWorkload.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

// Settings stand beside the program, wherever it is started from; the environment and the command line override them.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddOptions<SiloEndpointOptions>().BindConfiguration(SiloEndpointOptions.Section).ValidateOnStart();
builder.Services.AddOptions<WorkloadStorageOptions>().BindConfiguration(WorkloadStorageOptions.Section).ValidateOnStart();
builder.Services.AddSingleton<IValidateOptions<SiloEndpointOptions>, SiloEndpointOptionsValidator>();
builder.Services.AddSingleton<IValidateOptions<WorkloadStorageOptions>, StorageOptionsValidator>();

try
{
    var silo = Read<SiloEndpointOptions>(SiloEndpointOptions.Section, new SiloEndpointOptionsValidator());
    var storage = Read<WorkloadStorageOptions>(WorkloadStorageOptions.Section, new StorageOptionsValidator());
    builder.UseOrleans(orleans =>
    {
        var address = IPAddress.Parse(silo.Address);
        orleans.UseLocalhostClustering(silo.Port, silo.GatewayPort, clusterId: silo.ClusterId);
        orleans.AddWorkload(storage);
        orleans.Configure<EndpointOptions>(endpoints =>
        {
            endpoints.AdvertisedIPAddress = address;
            endpoints.SiloListeningEndpoint = new IPEndPoint(address, silo.Port);
            endpoints.GatewayListeningEndpoint = new IPEndPoint(address, silo.GatewayPort);
        });
    });

    var host = builder.Build();
    var log = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("llmwl-silo");
    host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() =>
        SiloLog.Ready(log, $"{silo.Address}:{silo.GatewayPort}", storage.Provider, Path.GetFullPath(storage.Path)));
    await host.RunAsync();
    return 0;
}
catch (OptionsValidationException invalid)
{
    foreach (var failure in invalid.Failures) await Console.Error.WriteLineAsync($"llmwl-silo: {failure}");
    return 2;
}
catch (Exception failure) when (Explain(failure) is { } explained)
{
    await Console.Error.WriteLineAsync($"llmwl-silo: {explained.Message}");
    return explained is WorkloadException { IsInput: true } ? 2 : 1;
}

// Options are needed to set Orleans up, before the host that would validate them exists.
TOptions Read<TOptions>(string section, IValidateOptions<TOptions> validator)
    where TOptions : class, new()
{
    TOptions options;
    try
    {
        options = builder.Configuration.GetSection(section).Get<TOptions>() ?? new TOptions();
    }
    catch (InvalidOperationException unreadable)
    {
        throw new WorkloadException(unreadable.Message, unreadable) { IsInput = true };
    }

    var result = validator.Validate(null, options);
    return result.Failed ? throw new OptionsValidationException(section, typeof(TOptions), result.Failures) : options;
}

static Exception? Explain(Exception failure)
{
    for (var cause = failure; cause is not null; cause = cause.InnerException)
    {
        if (cause is WorkloadException or System.Net.Sockets.SocketException) return cause;
    }

    return null;
}
