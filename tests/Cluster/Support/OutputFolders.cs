using System.Text.Json.Nodes;

namespace LlmWorkload.Tests;

/// <summary>Compares what two runs wrote.</summary>
internal static class OutputFolders
{
    private const string RunSummary = "summary.json";

    /// <summary>Asserts that two folders hold the same files with the same bytes; of the run's own summary all but the seconds.</summary>
    /// <param name="expected">A folder.</param>
    /// <param name="actual">The other.</param>
    /// <param name="ignored">Members of the run's own summary that may differ too.</param>
    public static void AssertSame(string expected, string actual, params string[] ignored)
    {
        var files = Files(expected);
        Assert.NotEmpty(files);
        Assert.Equal(files, Files(actual));
        foreach (var file in files)
        {
            var (left, right) = (Path.Combine(expected, file), Path.Combine(actual, file));
            if (file == RunSummary) Assert.Equal(Stripped(left, ignored), Stripped(right, ignored));
            else Assert.True(
                File.ReadAllBytes(left).AsSpan()
                .SequenceEqual(File.ReadAllBytes(right)), $"{file} differs between {expected} and {actual}");
        }
    }

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal)];

    private static string Stripped(string summary, string[] ignored)
    {
        var json = JsonNode.Parse(File.ReadAllText(summary))!.AsObject();
        foreach (var member in ignored.Append("seconds")) Assert.True(json.Remove(member), $"{summary} has no member '{member}'");
        return json.ToJsonString();
    }
}
