namespace LlmWorkload.Web;

/// <summary>The folder below which HTTP may name files. Links are followed, and must not lead out of it.</summary>
/// <param name="root">The folder.</param>
internal sealed class IngestFolder(string root)
{
    private const int MostLinks = 40;

    private readonly string _root = Path.GetFullPath(root);

    /// <summary>Where the folder is; null where its links do not end.</summary>
    public string? Place => Real(_root, MostLinks);

    /// <summary>Where a path below the folder leads.</summary>
    /// <returns>Null where it leads out of the folder, or nowhere.</returns>
    public string? Resolve(string path)
    {
        if (path.Contains('\0') || Path.IsPathRooted(path)) return null;
        var found = Real(Path.Combine(_root, path), MostLinks);
        return Place is { } inside && found is not null && IsBelow(found, inside) && Path.Exists(found) ? found : null;
    }

    /// <summary>Whether a file that a folder below this one has is below this one, too.</summary>
    public bool Has(string file) =>
        Place is { } inside && Real(file, MostLinks) is { } found && IsBelow(found, inside);

    private static bool IsBelow(string path, string folder) =>
        path == folder
        || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // Every link on the way is followed; null where they do not end.
    private static string? Real(string path, int links)
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
            return Real(Path.Combine([real, target, .. parts[(i + 1)..]]), links - 1);
        }

        return real;
    }
}
