namespace LlmWorkload.Figures;

/// <summary>Whole numbers; <see cref="Missing.Value"/> is written as an empty field.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.column.integers")]
public sealed record IntegerColumn(string Name, [property: Id(0)] long[] Values) : TableColumn(Name);
