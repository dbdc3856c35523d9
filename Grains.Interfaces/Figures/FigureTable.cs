namespace LlmWorkload.Figures;

/// <summary>The numbers behind a figure: named columns (snake_case) of one length.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.table")]
public sealed record FigureTable([property: Id(0)] IReadOnlyList<TableColumn> Columns);
