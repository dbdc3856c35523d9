namespace LlmWorkload.Output;

/// <summary>The folder that results go to.</summary>
internal static class OutputFolder
{
    /// <summary>Makes sure, before hours of work, that the folder can be made and written; leaves nothing behind.</summary>
    /// <exception cref="WorkloadException">It cannot; the message says why.</exception>
    public static void Check(string root)
    {
        var folder = root;
        while (!Directory.Exists(folder))
        {
            if (File.Exists(folder)) throw Fault($"--output is '{root}', but '{folder}' is a file; expected a folder.");
            folder = Path.GetDirectoryName(folder) ?? throw Fault($"--output is '{root}', which is on no drive.");
        }

        var probe = Path.Combine(folder, $".llmwl-{Guid.NewGuid():N}.tmp");
        try
        {
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Fault($"--output is '{root}', but nothing can be written into '{folder}': {failure.Message}");
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
