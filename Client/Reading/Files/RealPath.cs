namespace LlmWorkload.Reading;

/// <summary>Where paths lead when every link on the way is followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Where a path leads; null where its links do not end.</summary>
    public static string? Of(string path) => Of(path, MostLinks);

    /// <summary>Whether a path is a folder, or stands below it. Both have no links.</summary>
    public static bool IsBelow(string path, string folder) =>
        path == folder
        || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        || (folder == Path.GetPathRoot(folder) && path.StartsWith(folder, StringComparison.Ordinal));

    private static string? Of(string path, int links)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        var parts = full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            var next = Path.Combine(real, parts[i]);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (links == 0) return null;
            return Of(Path.Combine([real, target, .. parts[(i + 1)..]]), links - 1);
        }

        return real;
    }
}
