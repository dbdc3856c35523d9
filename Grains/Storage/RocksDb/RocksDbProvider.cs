namespace LlmWorkload.Storage;

/// <summary>Grain storage in a folder of this machine, the default.</summary>
internal static class RocksDbProvider
{
    /// <summary>The grain storage.</summary>
    public static StorageProvider Storage { get; } = new("RocksDb", IsShared: false, static (silo, options) =>
        silo.AddRocksDbGrainStorage(StorageNames.Provider, builder => builder.Configure(rocks =>
        {
            rocks.Path = options.Path;
            rocks.PathSetting = options.PathSetting;
            rocks.Sync = options.Sync;
        })))
    {
        HasFolder = true,
    };
}
