using LlmWorkload.Analyses;

namespace LlmWorkload.Output;

/// <summary>Who draws figures.</summary>
/// <param name="DrawAsync">Draws the figure of a path.</param>
/// <param name="ReadTableAsync">Reads the page of a figure's CSV that begins behind so many bytes.</param>
internal sealed record FigureDrawer(Func<string, Task<DrawnFigure>> DrawAsync, Func<string, long, Task<byte[]>> ReadTableAsync);
