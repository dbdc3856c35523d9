namespace LlmWorkload.Figures;

/// <summary>The numbers behind a figure: named columns (snake_case) of one length.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.table")]
public sealed record FigureTable([property: Id(0)] IReadOnlyList<TableColumn> Columns);

/// <summary>A column of a <see cref="FigureTable"/>.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.column")]
public abstract record TableColumn([property: Id(0)] string Name);

/// <summary>Whole numbers; <see cref="Missing.Value"/> is written as an empty field.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.column.integers")]
public sealed record IntegerColumn(string Name, [property: Id(0)] long[] Values) : TableColumn(Name);

/// <summary>Decimals, written in the shortest form that round-trips; NaN is written as an empty field.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.column.numbers")]
public sealed record NumberColumn(string Name, [property: Id(0)] double[] Values) : TableColumn(Name);

/// <summary>Texts; null is written as an empty field.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.column.texts")]
public sealed record TextColumn(string Name, [property: Id(0)] string?[] Values) : TableColumn(Name);
