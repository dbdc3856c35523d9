namespace LlmWorkload.Storage;

/// <summary>Where the embedded grain storage keeps its records, and how hard a write is (<c>Storage:*</c>).</summary>
public sealed class RocksDbStorageOptions
{
    /// <summary>The state folder (<c>Storage:Path</c>, <c>--state</c>). Created when it does not exist; one process at a time can hold it.</summary>
    public string Path { get; set; } = "";

    /// <summary>
    /// Whether every write waits for the disk (<c>Storage:Sync</c>). Without it an acknowledged write survives the end of the process,
    /// however abrupt, but the last ones may be lost when the machine itself stops; what is left is then the state at an earlier moment, never a mixture.
    /// </summary>
    public bool Sync { get; set; }
}
