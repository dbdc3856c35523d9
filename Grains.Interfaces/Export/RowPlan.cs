using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>In which portions the rows of a dataset are handed over.</summary>
/// <param name="Windows">The portions: by time, those of one instant by file and chunk. Each row is in one of them.</param>
/// <param name="Columns">The columns that some row may have, by number.</param>
[GenerateSerializer, Immutable, Alias("llmwl.export.plan")]
public sealed record RowPlan([property: Id(0)] IReadOnlyList<RowWindow> Windows, [property: Id(1)] IReadOnlyList<ColumnId> Columns);
