namespace LlmWorkload.Figures;

/// <summary>Something drawn in a panel. <paramref name="Name"/> is its legend entry; null for none.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.series")]
public abstract record FigureSeries([property: Id(0)] string? Name)
{
    /// <summary>The number of what stands for all requests, beside series of some of them.</summary>
    public const int Whole = -1;

    /// <summary>
    /// The number of its colour, from 0. A model has the same number in all figures of a run. Null for the next of the panel that no other
    /// series has, <see cref="Whole"/> for ink.
    /// </summary>
    [Id(1)]
    public int? Colour { get; init; }

    /// <summary>How many values it is of, for the legend; null where the title says it.</summary>
    [Id(2)]
    public long? N { get; init; }
}
