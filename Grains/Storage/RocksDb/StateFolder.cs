using System.Globalization;
using System.Text;

namespace LlmWorkload.Storage;

/// <summary>
/// The folder of an embedded grain storage. It is made, marked as ours with its format version, and refused where it is not ours. RocksDB's
/// errors are turned into ones that say what to do.
/// </summary>
/// <param name="path">The folder.</param>
/// <param name="setting">The name of the folder's setting, for messages.</param>
internal sealed class StateFolder(string path, string setting)
{
    /// <summary>The version of keys and values that this program writes.</summary>
    public const int FormatVersion = 1;

    /// <summary>The name of the file in which clients keep answers.</summary>
    public const string AnswersName = "ANSWERS";

    private const string MarkerName = "FORMAT";
    private const string MarkerText = "llmwl-state";
    private const string MarkerDraft = "FORMAT.new";

    private static readonly string[] DataExtensions = [".sst", ".blob", ".log"];

    // A volume or a file browser puts these into any folder.
    private static readonly string[] Ignored = [MarkerDraft, "lost+found", ".DS_Store"];

    /// <summary>The full path.</summary>
    public string FullPath { get; } = Path.GetFullPath(path);

    private string MarkerPath => Path.Combine(FullPath, MarkerName);

    /// <summary>Makes the folder, or checks that an existing one is ours, and writes the marker.</summary>
    /// <exception cref="WorkloadException">It cannot be made or used, is somebody else's, of a newer format, or damaged.</exception>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(FullPath);
            var names = Directory.EnumerateFileSystemEntries(FullPath).Select(entry => Path.GetFileName(entry)!).Except(Ignored)
                .ToHashSet();
            if (names.Contains(MarkerName))
                CheckOurs(names);
            else if (names.Count == 0)
                Mark();
            else
                throw Foreign(names);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or NotSupportedException)
        {
            throw Unusable(e.Message, e);
        }
    }

    /// <summary>Removes the answers that clients keep.</summary>
    public void ForgetAnswers()
    {
        try
        {
            File.Delete(Path.Combine(FullPath, AnswersName));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Unusable(e.Message, e);
        }
    }

    /// <summary>What an error of RocksDB over this folder means to the user.</summary>
    public WorkloadException Explain(RocksDbException error)
    {
        var message = error.Message;
        if (Says("Permission denied") || Says("Read-only file system") || Says("Access is denied"))
            return Unusable(message, error);
        if (Says("No space left") || Says("Disk quota") || Says("not enough space"))
            return new WorkloadException(
                $"The disk of the state folder '{FullPath}' is full: make room, then run again ({message}).", error);
        if (Says("lock file") || Says("lock hold by current process"))
            return new WorkloadException(
                $"The state folder '{FullPath}' is in use by another process: stop it or give another {setting} ({message}).", error);
        return Damaged(message, error);

        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    private void CheckOurs(HashSet<string> names)
    {
        var marker = File.ReadAllText(MarkerPath).Trim().Split(' ');
        if (marker.Length != 2 || marker[0] != MarkerText || !int.TryParse(
            marker[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw Damaged($"{MarkerName} is not readable");
        if (version > FormatVersion)
            throw new WorkloadException(
                $"The state folder '{FullPath}' has format {version}, this program knows up to {FormatVersion}: use the newer program, or "
                    + $"give another {setting}.")
            { IsInput = true };

        // Without CURRENT, RocksDB takes the folder for an empty one and begins anew beside the records.
        if (!names.Contains("CURRENT") && names.Any(name => DataExtensions.Contains(Path.GetExtension(name))))
            throw Damaged("CURRENT is missing");
    }

    private void Mark()
    {
        // The draft is renamed into place, so that a marker is whole or absent.
        var draft = Path.Combine(FullPath, MarkerDraft);
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{MarkerText} {FormatVersion}\n")));
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, MarkerPath, overwrite: true);
    }

    private WorkloadException Foreign(HashSet<string> names)
        => new($"The folder '{FullPath}' holds files that are not this program's state ('{names.Order(StringComparer.Ordinal).First()}'): "
            + $"give an empty or new folder with {setting}.")
        {
            IsInput = true,
        };

    private WorkloadException Unusable(string reason, Exception inner)
        => new($"The state folder '{FullPath}' cannot be made or written: {reason.TrimEnd('.')}. Allow it, or give another {setting}.",
            inner)
        { IsInput = true };

    private WorkloadException Damaged(string reason, Exception? inner = null)
        => new($"The state folder '{FullPath}' is damaged: restore it from a copy, or delete it and ingest again, or give another "
            + $"{setting} ({reason}).", inner);
}
