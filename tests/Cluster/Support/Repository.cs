namespace LlmWorkload.Tests;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    /// <summary>The path of a file or folder.</summary>
    public static string At(params string[] names) => Path.Combine([Root, .. names]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Cluster.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"There is no repository above {AppContext.BaseDirectory}.");
    }
}
