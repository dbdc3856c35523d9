namespace LlmWorkload.Figures;

/// <summary>Decimals, written in the shortest form that round-trips; NaN is written as an empty field.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.column.numbers")]
public sealed record NumberColumn(string Name, [property: Id(0)] double[] Values) : TableColumn(Name);
