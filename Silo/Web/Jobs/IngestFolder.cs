using LlmWorkload.Reading;

namespace LlmWorkload.Web;

/// <summary>The folder below which HTTP may name files. Links are followed, and must not lead out of it.</summary>
/// <param name="root">The folder.</param>
internal sealed class IngestFolder(string root)
{
    private readonly string _root = Path.GetFullPath(root);

    /// <summary>Where the folder is; null where its links do not end.</summary>
    public string? Place => RealPath.Of(_root);

    /// <summary>Where a path below the folder leads.</summary>
    /// <returns>Null where it leads out of the folder, or nowhere.</returns>
    public string? Resolve(string path)
    {
        if (path.Contains('\0') || Path.IsPathRooted(path)) return null;
        var found = RealPath.Of(Path.Combine(_root, path));
        return Place is { } inside && found is not null && RealPath.IsBelow(found, inside) && Path.Exists(found) ? found : null;
    }

    /// <summary>Whether a file that a folder below this one has is below this one, too.</summary>
    public bool Has(string file) =>
        Place is { } inside && RealPath.Of(file) is { } found && RealPath.IsBelow(found, inside);
}
