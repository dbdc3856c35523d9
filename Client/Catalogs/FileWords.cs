namespace LlmWorkload.Output;

/// <summary>How several files are named in one line.</summary>
internal static class FileWords
{
    /// <summary>The first name, and how many more there are.</summary>
    /// <param name="names">The names, one at least.</param>
    public static string Names(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{names[0]} and {names.Count - 1:N0} more file{(names.Count == 2 ? "" : "s")}";
}
