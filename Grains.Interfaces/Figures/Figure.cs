namespace LlmWorkload.Figures;

/// <summary>
/// A figure as plain data: the one source of its picture (drawn by the renderer) and of its numbers (written as CSV).
/// </summary>
/// <param name="Path">Path below the output root without extension, with '/', e.g. <c>overview/input_tokens_cdf</c>.</param>
/// <param name="Title">Title over the whole figure; says n.</param>
/// <param name="Panels">Panels from left to right; at least one.</param>
/// <param name="Table">
/// The numbers the figure draws. Where rows were left out, the name of the first column ends in <c>_thinned</c>.
/// </param>
[GenerateSerializer, Immutable, Alias("llmwl.figure")]
public sealed record Figure(
    [property: Id(0)] string Path,
    [property: Id(1)] string Title,
    [property: Id(2)] IReadOnlyList<Panel> Panels,
    [property: Id(3)] FigureTable Table);
