namespace LlmWorkload.Reading;

/// <summary>A file that does not count, since another has its text.</summary>
/// <param name="File">Its path.</param>
/// <param name="Of">The path of the file that counts.</param>
/// <param name="IsBeginning">Whether the other file has more text behind it.</param>
internal sealed record CopiedFile(string File, string Of, bool IsBeginning)
{
    /// <summary>The copies in words, a line for each file that counts.</summary>
    public static IEnumerable<string> Describe(IEnumerable<CopiedFile> copies) =>
        copies.GroupBy(copy => (copy.Of, copy.IsBeginning)).Select(group => $"{string.Join(", ", group.Select(copy => copy.File))}: "
            + $"the same content as {(group.Key.IsBeginning ? "the beginning of " : "")}{group.Key.Of}, which counts once");
}
