namespace LlmWorkload.Reading;

/// <summary>A file of a folder that is not read.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Why">The reason, in words.</param>
internal sealed record LeftOutFile(string Path, string Why)
{
    private const int MostShown = 10;

    /// <summary>The files in words: the first ten by name, the others by number.</summary>
    public static string Describe(IReadOnlyList<LeftOutFile> files)
    {
        var shown = string.Join(", ", files.Take(MostShown).Select(file => $"{System.IO.Path.GetFileName(file.Path)} ({file.Why})"));
        return files.Count > MostShown ? $"{shown}, and {files.Count - MostShown:N0} more" : shown;
    }
}
