using LlmWorkload.Datasets;
using LlmWorkload.Figures;

namespace LlmWorkload.Analyses;

/// <summary>Variation against rate of models, and dispersion over the width of bins.</summary>
internal static class BurstFigures
{
    // More lines cannot be told apart.
    private const int MostLines = 12;

    private const string All = "all requests";
    private const string Poisson = "Poisson process";

    /// <summary>The figures.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="all">The numbers of all requests.</param>
    /// <param name="models">The models that are listed, with their labels.</param>
    /// <param name="drawn">Labels, numbers of colours and numbers of the models drawn.</param>
    public static IEnumerable<FigurePlan> Of(
        string folder,
        BurstNumbers all,
        IReadOnlyList<(CatalogModel Model, string Label, BurstNumbers Numbers)> models,
        IReadOnlyList<(string Label, int? Colour, BurstNumbers Numbers)> drawn)
    {
        var points = models.Where(each => each.Numbers is { Cv: not null, Rate: not null }).ToList();
        if (points.Count > 0)
            yield return FigurePlan.Of($"{folder}/cv_by_rate", () => ByRate($"{folder}/cv_by_rate", points))
                .Unless(WorthDrawing.OnlyOne(points.Count, "model"));
        (string Label, int? Colour, BurstNumbers Numbers)[] lines = drawn.Count == 1 && drawn[0].Numbers.Requests == all.Requests
            ? [(All, null, all)]
            : [(All, FigureSeries.Whole, all), .. drawn];
        if (lines.Any(line => line.Numbers.Dispersion.Any(each => each.Index > 0)))
            yield return FigurePlan.Of($"{folder}/dispersion", () => ByWidth($"{folder}/dispersion", lines)).Unless(
                WorthDrawing.OnlyOne(lines.Max(line => line.Numbers.Dispersion.Count(each => each.Index > 0)), "width of bins"));
    }

    private static Figure ByRate(string path, List<(CatalogModel Model, string Label, BurstNumbers Numbers)> points)
    {
        double[] rate = [.. points.Select(each => each.Numbers.Rate!.Value)];
        double[] cv = [.. points.Select(each => each.Numbers.Cv!.Value)];
        var table = new FigureTable(
        [
            new TextColumn("id", [.. points.Select(each => each.Model.Id)]),
            new TextColumn("model", [.. points.Select(each => each.Label)]),
            new NumberColumn("requests_per_second", rate),
            new NumberColumn("cv", cv),
        ]);
        var panel = new Panel(
            null, new FigureAxis("Requests per second", AxisKind.Logarithmic),
            new FigureAxis("CV of inter-arrival times (1 ms at least)", AxisKind.Logarithmic),
            [new GuideLine(Poisson, [rate.Min(), rate.Max()], [1, 1], IsInView: true), new PointSeries(null, rate, cv)], true, []);
        return new Figure(
            path, $"Variation of inter-arrival times against rate (n = {InvariantText.Whole(points.Count)} models)", [panel], table);
    }

    private static Figure ByWidth(string path, (string Label, int? Colour, BurstNumbers Numbers)[] lines)
    {
        double[] widths = [.. BurstNumbers.Widths.Select(seconds => (double)seconds)];
        var table = new FigureTable(
        [
            new TextColumn("series", [.. lines.SelectMany(line => Enumerable.Repeat(line.Label, widths.Length))]),
            new IntegerColumn("seconds", [.. lines.SelectMany(_ => BurstNumbers.Widths)]),
            new IntegerColumn("bins", [.. lines.SelectMany(line => line.Numbers.Dispersion.Select(each => each.Bins))]),
            new NumberColumn("mean", [.. lines.SelectMany(line => line.Numbers.Dispersion.Select(each => each.Mean ?? double.NaN))]),
            new NumberColumn("index", [.. lines.SelectMany(line => line.Numbers.Dispersion.Select(each => each.Index ?? double.NaN))]),
        ]);
        var least = lines.SelectMany(line => line.Numbers.Dispersion).Where(each => each.Index > 0).Min(each => each.Index);
        var rest = lines.Length - MostLines;
        var panel = new Panel(
            null, new FigureAxis("Width of a bin (s)", AxisKind.Logarithmic),
            new FigureAxis("Variance / mean", AxisKind.Logarithmic, Math.Min(0.5, 0.8 * least!.Value)),
            [
                new GuideLine(Poisson, [widths[0], widths[^1]], [1, 1], IsInView: true),
                .. lines.Take(MostLines).Select(line => new LineSeries(
                    lines.Length > 1 ? line.Label : null, widths,
                    [.. line.Numbers.Dispersion.Select(each => each.Index is > 0 ? each.Index.Value : double.NaN)])
                { Colour = line.Colour }),
            ],
            true,
            rest > 0 ? [$"Drawn: the first {MostLines} of {lines.Length} lines"] : []);
        return new Figure(
            path, $"Dispersion of requests per bin (n = {InvariantText.Whole(lines[0].Numbers.Requests)})", [panel], table);
    }
}
