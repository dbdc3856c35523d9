namespace LlmWorkload.Tests;

/// <summary>Tells when a state folder's write-ahead log has grown to some size: how far another process has come with its writes.</summary>
internal sealed class StateGrowth : IDisposable
{
    private readonly string _folder;
    private readonly long _bytes;
    private readonly FileSystemWatcher _watcher;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Watches a folder, which is made if need be.</summary>
    public StateGrowth(string folder, long bytes)
    {
        (_folder, _bytes) = (folder, bytes);
        Directory.CreateDirectory(folder);
        _watcher = new FileSystemWatcher(folder, "*.log") { NotifyFilter = NotifyFilters.Size | NotifyFilters.LastWrite };
        _watcher.Changed += (_, _) => Look();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Completes when the log has that size.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Bytes of a folder's write-ahead log.</summary>
    public static long LogBytes(string folder) => new DirectoryInfo(folder).EnumerateFiles("*.log").Sum(file => file.Length);

    public void Dispose() => _watcher.Dispose();

    private void Look()
    {
        try
        {
            if (LogBytes(_folder) >= _bytes) _reached.TrySetResult();
        }
        catch (FileNotFoundException)
        {
            // The log was renamed while it was being measured; the next change looks again.
        }
    }
}
