namespace LlmWorkload.Figures;

/// <summary>
/// Instants in UTC ticks, written as ISO 8601 with Z, to 100 ns; <see cref="Missing.Value"/> is written as an empty field.
/// </summary>
[GenerateSerializer, Immutable, Alias("llmwl.column.instants")]
public sealed record InstantColumn(string Name, [property: Id(0)] long[] Values) : TableColumn(Name);
