namespace LlmWorkload.Segments;

/// <summary>Some values of a column of texts.</summary>
/// <param name="Column">The column.</param>
/// <param name="Texts">The texts.</param>
/// <param name="OrMissing">Whether rows without a text are meant, too.</param>
[GenerateSerializer, Immutable, Alias("llmwl.choice.texts")]
public sealed record TextChoice(
    [property: Id(0)] ColumnId Column, [property: Id(1)] IReadOnlySet<string> Texts, [property: Id(2)] bool OrMissing);
