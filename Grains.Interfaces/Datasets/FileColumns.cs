namespace LlmWorkload.Datasets;

/// <summary>What a file's header has too much and too little.</summary>
/// <param name="Ignored">Header names that no field is read from.</param>
/// <param name="Absent">Fields that the file does not have.</param>
[GenerateSerializer, Immutable, Alias("llmwl.file.columns")]
public sealed record FileColumns([property: Id(0)] IReadOnlyList<string> Ignored, [property: Id(1)] IReadOnlyList<string> Absent)
{
    /// <summary>Nothing ignored, nothing absent.</summary>
    public static FileColumns None { get; } = new([], []);
}
