namespace LlmWorkload.Storage;

/// <summary>
/// A look into a state folder that nobody uses, for a program that must be quick and must not disturb: nothing is written, made or locked.
/// </summary>
internal sealed class StatePeek : IDisposable
{
    private const int VersionLength = sizeof(ulong);

    private readonly RocksDatabase _database;

    private StatePeek(RocksDatabase database) => _database = database;

    /// <summary>Opens a folder; null where there is no state, somebody uses it, or it cannot be read.</summary>
    public static StatePeek? TryOpen(string path)
    {
        try
        {
            if (!File.Exists(Path.Combine(path, "FORMAT")) || !File.Exists(Path.Combine(path, "CURRENT"))) return null;
            if (FolderLock.IsKnownToBeHeld(path)) return null;
            return new StatePeek(RocksDatabase.OpenReadOnly(path));
        }
        catch (Exception e) when (e is RocksDbException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The payload of a record; null where there is none.</summary>
    public byte[]? Read(GrainId grain, string stateName) =>
        _database.Get(RecordKey.Of(grain, stateName), static value => value[VersionLength..].ToArray());

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();
}
