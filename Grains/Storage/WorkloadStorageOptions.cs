namespace LlmWorkload.Storage;

/// <summary>How a silo stores its grains: the <c>Storage</c> section of the configuration.</summary>
public sealed class WorkloadStorageOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Storage";

    /// <summary>The name of a storage provider.</summary>
    public string Provider { get; set; } = "RocksDb";

    /// <summary>The state folder, for providers that have one.</summary>
    public string Path { get; set; } = DefaultStateFolder.Path;

    /// <summary>The name of the folder's setting, for messages.</summary>
    public string PathSetting { get; set; } = "Storage:Path";

    /// <summary>Where the state is kept, for providers that keep it in a server.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Whether a write returns only when the disk has it (fsync), so that it survives a power cut too and not only the end of the process.
    /// </summary>
    public bool Sync { get; set; }
}
