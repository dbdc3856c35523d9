namespace LlmWorkload.Reading;

/// <summary>Which files a list of paths means.</summary>
public static class LogFiles
{
    /// <summary>
    /// The files of <paramref name="paths"/> in order: a file stands for itself, a directory for every <c>*.csv</c> and <c>*.csv.gz</c>
    /// directly in it, sorted by ordinal name.
    /// </summary>
    /// <exception cref="WorkloadException">
    /// No path, a path that does not exist, a directory without a log, or a file named twice.
    /// </exception>
    public static IReadOnlyList<string> Resolve(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
            throw Fault("No input: give a request log (.csv, .csv.gz) or a directory of them.");

        var files = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in paths.SelectMany(Expand))
        {
            if (!seen.Add(Path.GetFullPath(file)))
                throw Fault($"{file}: given twice, so that its rows would count twice.");
            files.Add(file);
        }

        return files;
    }

    private static IReadOnlyList<string> Expand(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw Fault($"{path}: no such file or directory.");

        var logs = ListLogs(path);
        return logs.Count > 0 ? logs : throw Fault($"{path}: the directory holds no .csv or .csv.gz file.");
    }

    private static List<string> ListLogs(string directory)
    {
        try
        {
            return [.. Directory.EnumerateFiles(directory).Where(IsLog).OrderBy(Path.GetFileName, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkloadException($"{directory}: cannot be listed: {e.Message}", e) { IsInput = true };
        }
    }

    private static bool IsLog(string file) =>
        file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);

    private static WorkloadException Fault(string message) => new(message) { IsInput = true };
}
