using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>Input against output tokens: how many requests lie in each cell of a grid, log–log.</summary>
internal static class TokenDensityFigure
{
    /// <summary>The figure.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="title">Its title, to which n is added.</param>
    /// <param name="cells">Requests by cell of <see cref="TokenGrid"/>; at least one.</param>
    public static Figure Of(string path, string title, FrequencyMap cells)
    {
        var (filled, counts) = (cells.Values.ToArray(), cells.Counts.ToArray());
        var places = Array.ConvertAll(filled, TokenGrid.PlaceOf);
        var (left, right) = (places.Min(place => place.Input), places.Max(place => place.Input));
        var (low, high) = (places.Min(place => place.Output), places.Max(place => place.Output));
        var columns = right - left + 1;
        var values = new double[columns * (high - low + 1)];
        for (var i = 0; i < filled.Length; i++) values[((places[i].Output - low) * columns) + places[i].Input - left] = counts[i];
        var panel = new Panel(
            null,
            new FigureAxis("Input tokens", AxisKind.Logarithmic),
            new FigureAxis("Output tokens", AxisKind.Logarithmic),
            [new HeatmapSeries("Requests", Edges(left, right), Edges(low, high), values)],
            false,
            []);
        var table = new FigureTable(
        [
            Column("input_tokens_from", place => TokenGrid.Edges[place.Input]),
            Column("input_tokens_to", place => TokenGrid.Edges[place.Input + 1]),
            Column("output_tokens_from", place => TokenGrid.Edges[place.Output]),
            Column("output_tokens_to", place => TokenGrid.Edges[place.Output + 1]),
            new IntegerColumn("requests", counts),
        ]);
        return new Figure(path, $"{title} (n = {InvariantText.Whole(cells.N)})", [panel], table);

        IntegerColumn Column(string name, Func<(int Input, int Output), long> edge) =>
            new(name, Array.ConvertAll(places, place => edge(place)));
    }

    private static double[] Edges(int from, int to) =>
        [.. Enumerable.Range(from, to - from + 2).Select(place => (double)TokenGrid.Edges[place])];
}
