using LlmWorkload.Reading;

namespace LlmWorkload.Output;

/// <summary>The folder that results go to.</summary>
internal static class OutputFolder
{
    /// <summary>Makes sure, before hours of work, that the folder can be made and written; leaves nothing behind.</summary>
    /// <exception cref="WorkloadException">It cannot; the message says why.</exception>
    public static void Check(string root) => Check("--output", root, root);

    /// <summary>As <see cref="Check(string)"/>, for another option.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">Its path, as it was given.</param>
    /// <exception cref="WorkloadException">It cannot; the message says why.</exception>
    public static void CheckFolder(string option, string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw Fault($"{option} is empty.");
        Check(option, path, Path.GetFullPath(path));
    }

    /// <summary>Makes sure that a file can be made and written, as <see cref="Check(string)"/> does for a folder.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">Its path, as it was given.</param>
    /// <exception cref="WorkloadException">It cannot; the message says why.</exception>
    public static void CheckFile(string option, string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw Fault($"{option} is empty.");
        if (Directory.Exists(path)) throw Fault($"{option} is '{path}', which is a folder; expected a file.");
        if (!FileStatus.IsPipe(path)) Check(option, path, Path.GetDirectoryName(AtomicFile.TargetOf(Path.GetFullPath(path)))!);
    }

    private static void Check(string option, string root, string folder)
    {
        while (!Directory.Exists(folder))
        {
            if (File.Exists(folder)) throw Fault($"{option} is '{root}', but '{folder}' is a file; expected a folder.");
            folder = Path.GetDirectoryName(folder) ?? throw Fault($"{option} is '{root}', which is on no drive.");
        }

        var probe = Path.Combine(folder, $".llmwl-{Guid.NewGuid():N}.tmp");
        try
        {
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Of a file that could not be made, some systems say that it could not be found.
            var reason = failure is FileNotFoundException ? "no file can be made there." : failure.Message;
            throw Fault($"{option} is '{root}', but nothing can be written into '{folder}': {reason}");
        }
    }

    /// <summary>Removes the folders between a removed file and the root that are empty now.</summary>
    public static void RemoveEmpty(string root, string removed)
    {
        for (var folder = Path.GetDirectoryName(removed)!; folder.Length > root.Length
            && Directory.Exists(folder); folder = Path.GetDirectoryName(folder)!)
        {
            if (Directory.EnumerateFileSystemEntries(folder).Any()) return;
            Directory.Delete(folder);
        }
    }

    private static WorkloadException Fault(string message) => new(message) { IsInput = true };
}
