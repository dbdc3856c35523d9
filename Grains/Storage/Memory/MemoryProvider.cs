namespace LlmWorkload.Storage;

/// <summary>Grain storage in the memory of the silo's process, for tests and for logs that nobody keeps.</summary>
internal static class MemoryProvider
{
    /// <summary>The grain storage.</summary>
    public static StorageProvider Storage { get; } = new("Memory", IsShared: false, static (silo, _) =>
        silo.AddMemoryGrainStorage(StorageNames.Provider, builder => builder.Configure<IServiceProvider>(static (memory, services) =>
            memory.GrainStorageSerializer = StorageSerializer.Binary(services))));
}
