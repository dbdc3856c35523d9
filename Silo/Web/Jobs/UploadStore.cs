namespace LlmWorkload.Web;

/// <summary>
/// Where uploads lie until they are in: a folder of this process below <c>Ingest:UploadFolder</c>, with a file that it holds locked as long
/// as it lives. What silos have left that were killed is removed at the start; those that live share the folder above.
/// </summary>
internal sealed class UploadStore : IDisposable
{
    private const string Prefix = "llmwl-upload-";
    private const string LockName = "lock";

    // Silos before had no lock. None of their uploads waits as long.
    private static readonly TimeSpan LongestWithoutLock = TimeSpan.FromDays(1);

    private readonly string _above;
    private readonly Lock _making = new();
    private string? _own;
    private FileStream? _held;

    /// <summary>Removes what nobody owns any more.</summary>
    /// <param name="settings">Where uploads lie.</param>
    public UploadStore(WebSettings settings)
    {
        _above = settings.Ingest.UploadFolder is { Length: > 0 } chosen ? chosen : Path.GetTempPath();
        try
        {
            foreach (var left in Directory.EnumerateDirectories(_above, $"{Prefix}*")) RemoveLeft(left);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // It is made with the first upload, or told then.
        }
    }

    /// <summary>Makes an empty folder for an upload.</summary>
    public string Make()
    {
        lock (_making)
        {
            if (_own is null)
            {
                _own = Directory.CreateDirectory(Path.Combine(_above, $"{Prefix}{Guid.NewGuid():N}")).FullName;
                _held = new FileStream(Path.Combine(_own, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            }

            return Directory.CreateDirectory(Path.Combine(_own, $"{Guid.NewGuid():N}")).FullName;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_own is null) return;
        try
        {
            Directory.Delete(_own, recursive: true);
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            // The next start removes it.
        }

        _held?.Dispose();
    }

    private static void RemoveLeft(string folder)
    {
        try
        {
            var file = Path.Combine(folder, LockName);
            if (File.Exists(file))
            {
                using var free = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                Directory.Delete(folder, recursive: true);
            }
            else if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) > LongestWithoutLock)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception owned) when (owned is IOException or UnauthorizedAccessException)
        {
            // Another silo lives, or another user has it.
        }
    }
}
