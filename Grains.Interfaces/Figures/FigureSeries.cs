namespace LlmWorkload.Figures;

/// <summary>Something drawn in a panel. <paramref name="Name"/> is its legend entry; null for none.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.series")]
public abstract record FigureSeries([property: Id(0)] string? Name);
