namespace LlmWorkload.Storage;

/// <summary>
/// A look into a state folder that nobody uses, for a program that must be quick and must not disturb: nothing is written, made or locked.
/// </summary>
internal sealed class StatePeek : IDisposable
{
    private const int VersionLength = sizeof(ulong);

    // What was written last is replayed by whoever looks, until the folder is opened to be used: of more, a look takes too long.
    private const long MostLogBytes = 4 << 20;

    private readonly RocksDatabase _database;

    private StatePeek(RocksDatabase database) => _database = database;

    /// <summary>Opens a folder; null where there is no state, somebody uses it, or it cannot be read.</summary>
    public static StatePeek? TryOpen(string path) => TryOpen(path, inUse: false);

    /// <summary>
    /// Which of the states that a folder has had it has now: equal where nothing at all was written in between, by anybody. Null where
    /// there is no state, it cannot be read, much was written last, or a silo takes clients, which knows more than it has written. A
    /// command that uses the folder for a moment is no hindrance: what it has written is seen.
    /// </summary>
    public static StateStamp? Stamp(string path)
    {
        if (RunningSilo.IsAnnounced(path)) return null;
        try
        {
            var folder = new DirectoryInfo(path);
            if (!folder.Exists || folder.EnumerateFiles("*.log").Sum(log => log.Length) > MostLogBytes) return null;
            using var peek = TryOpen(path, inUse: true);
            if (peek is null) return null;
            var mark = peek._database.Get(StateDatabase.MarkKey, static value => Convert.ToHexString(value)) ?? "";
            return new StateStamp(File.ReadAllText(Path.Combine(path, "IDENTITY")), mark, peek._database.LatestSequenceNumber);
        }
        catch (Exception e) when (e is RocksDbException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static StatePeek? TryOpen(string path, bool inUse)
    {
        try
        {
            if (!File.Exists(Path.Combine(path, "FORMAT")) || !File.Exists(Path.Combine(path, "CURRENT"))) return null;
            if (!inUse && FolderLock.IsKnownToBeHeld(path)) return null;
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
