namespace LlmWorkload.Storage;

/// <summary>Where the embedded grain storage keeps its records, and how safe a write is (<c>Storage:*</c>).</summary>
internal sealed class RocksDbStorageOptions
{
    /// <summary>The state folder. Created when it does not exist; one process at a time can hold it.</summary>
    public string Path { get; set; } = "";

    /// <summary>The name of the folder's setting, for messages.</summary>
    public string PathSetting { get; set; } = "Storage:Path";

    /// <summary>
    /// Whether every write waits for the disk (<c>Storage:Sync</c>). Without it, an acknowledged write survives the end of the process,
    /// however abrupt. The last writes may be lost when the machine itself stops. What is left is then the state at an earlier moment,
    /// never a mixture.
    /// </summary>
    public bool Sync { get; set; }
}
