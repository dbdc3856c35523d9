namespace LlmWorkload.Figures;

/// <summary>A column of a <see cref="FigureTable"/>.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.column")]
public abstract record TableColumn([property: Id(0)] string Name);
