namespace LlmWorkload.Figures;

/// <summary>Texts; null is written as an empty field.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.column.texts")]
public sealed record TextColumn(string Name, [property: Id(0)] string?[] Values) : TableColumn(Name);
