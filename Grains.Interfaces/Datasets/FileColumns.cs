namespace LlmWorkload.Datasets;

/// <summary>What a file's columns are: its format, and how they differ from the fields of a request.</summary>
/// <param name="Ignored">Names in the header that no field is read from.</param>
/// <param name="Absent">Fields that the file does not have.</param>
/// <param name="Format">The name of the format; null where an earlier release looked at the file.</param>
/// <param name="HasOutcome">Whether it says which requests failed.</param>
/// <param name="HasBlocks">Whether its requests may have blocks.</param>
/// <param name="BlockSize">Tokens of a block; null where nobody knows.</param>
/// <param name="HasRounds">Whether ids of users end in a round: <c>user@round</c>.</param>
/// <param name="UsersHaveTexts">
/// Whether partitions of users have functions, instances, statuses and labels; false where an earlier release began to read the file.
/// </param>
[GenerateSerializer, Immutable, Alias("llmwl.file.columns")]
public sealed record FileColumns(
    [property: Id(0)] IReadOnlyList<string> Ignored,
    [property: Id(1)] IReadOnlyList<string> Absent,
    [property: Id(2)] string? Format = null,
    [property: Id(3)] bool HasOutcome = false,
    [property: Id(10)] bool HasBlocks = false,
    [property: Id(11)] int? BlockSize = null,
    [property: Id(12)] bool HasRounds = false,
    [property: Id(13)] bool UsersHaveTexts = false)
{
    /// <summary>Nothing ignored, nothing absent.</summary>
    public static FileColumns None { get; } = new([], []);
}
