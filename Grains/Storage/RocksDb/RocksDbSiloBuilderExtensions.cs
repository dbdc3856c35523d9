using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;

namespace LlmWorkload.Storage;

/// <summary>Registers the embedded grain storage with a silo.</summary>
internal static class RocksDbSiloBuilderExtensions
{
    /// <summary>
    /// Adds an embedded grain storage. It opens its folder when the silo starts, and closes it when the silo has stopped.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">The provider's name, as in <c>[PersistentState("state", name)]</c>.</param>
    /// <param name="configure">Sets or binds the options.</param>
    public static ISiloBuilder AddRocksDbGrainStorage(
        this ISiloBuilder builder,
        string name,
        Action<OptionsBuilder<RocksDbStorageOptions>> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);

        return builder.ConfigureServices(services =>
        {
            configure(services.AddOptions<RocksDbStorageOptions>(name));
            services.AddTransient<IConfigurationValidator>(provider => new RocksDbStorageOptionsValidator(name, OptionsOf(provider, name)));
            services.AddGrainStorage(name, (provider, key) =>
                ActivatorUtilities.CreateInstance<RocksDbGrainStorage>(provider, key, OptionsOf(provider, key)));
        });
    }

    private static RocksDbStorageOptions OptionsOf(IServiceProvider provider, string name)
        => provider.GetRequiredService<IOptionsMonitor<RocksDbStorageOptions>>().Get(name);
}
