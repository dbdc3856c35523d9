namespace LlmWorkload.Export;

/// <summary>Rows of a dataset that are handed over at once: those that started in a range of time.</summary>
/// <param name="From">The first instant, in UTC ticks.</param>
/// <param name="End">The tick that follows the last instant.</param>
/// <param name="File">Index of the one file whose rows are meant; null for all.</param>
/// <param name="Chunk">The number of the one chunk of that file.</param>
/// <param name="Models">Indexes of the models that have such rows, into the catalog's list.</param>
[GenerateSerializer, Immutable, Alias("llmwl.export.window")]
public sealed record RowWindow(
    [property: Id(0)] long From,
    [property: Id(1)] long End,
    [property: Id(2)] int? File,
    [property: Id(3)] int Chunk,
    [property: Id(4)] IReadOnlyList<int> Models);
