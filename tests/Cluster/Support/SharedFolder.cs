namespace LlmWorkload.Tests;

/// <summary>The folder <c>shared</c> beside the repository, with real logs and references that were computed independently.</summary>
internal static class SharedFolder
{
    /// <summary>The path of a file in it; the test is skipped where there is no such folder.</summary>
    public static string Require(params string[] names)
    {
        var shared = Find();
        Assert.SkipWhen(shared is null, $"No folder 'shared' with 'spec' and 'data' above {AppContext.BaseDirectory}.");
        return Path.Combine([shared, .. names]);
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(shared, "spec")) && Directory.Exists(Path.Combine(shared, "data"))) return shared;
        }

        return null;
    }
}
