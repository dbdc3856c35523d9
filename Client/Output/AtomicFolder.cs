namespace LlmWorkload.Output;

/// <summary>Folders that are there whole or not at all.</summary>
internal static class AtomicFolder
{
    /// <summary>
    /// Writes a folder beside its place and moves it there. What processes that were killed had begun to write there is removed.
    /// </summary>
    /// <param name="path">The folder. Where it is there, it is empty.</param>
    /// <param name="write">Writes the files into the folder that it is given.</param>
    public static async Task<T> WriteAsync<T>(string path, Func<string, Task<T>> write)
    {
        var parent = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(parent);
        foreach (var abandoned in Directory.EnumerateDirectories(parent, "*.tmp").Where(
            folder => AtomicFile.AbandonedFor(folder) == Path.GetFileName(path)).ToList())
        {
            Directory.Delete(abandoned, recursive: true);
        }

        var temporary = Directory.CreateDirectory($"{path}.{Environment.ProcessId}.tmp").FullName;
        try
        {
            var result = await write(temporary);
            if (Directory.Exists(path)) Directory.Delete(path);
            Directory.Move(temporary, path);
            return result;
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }
}
