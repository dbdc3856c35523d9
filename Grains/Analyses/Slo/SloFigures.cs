using System.Globalization;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>Attainment per hour, and against a factor on all limits: of all requests, and of the models drawn.</summary>
internal static class SloFigures
{
    // More lines cannot be told apart.
    private const int MostLines = 12;

    // Over more hours the lines of models hide one another.
    private const int MostHours = 7 * 24;

    private const string All = "all requests";

    private static readonly FigureAxis Attainment = new("Attainment (good / measured)", AxisKind.Linear, 0, 1.05);

    /// <summary>The figures.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="all">Counts of all requests.</param>
    /// <param name="models">Labels and counts of the models drawn.</param>
    public static IEnumerable<FigurePlan> Of(
        string folder, SloLimits limits, SloTally all, IReadOnlyList<(string Label, SloTally Tally)> models)
    {
        var isOne = models.Count == 1 && models[0].Tally.Rows == all.Rows;
        (string Label, SloTally Tally)[] lines = isOne ? [(All, all)] : [(All, all), .. models];
        yield return FigurePlan.Of($"{folder}/attainment_by_hour", () => ByHour($"{folder}/attainment_by_hour", limits, lines));
        if (all.Measured > 0)
            yield return FigurePlan.Of($"{folder}/attainment_by_scale", () => ByScale($"{folder}/attainment_by_scale", limits, lines));
    }

    private static Figure ByHour(string path, SloLimits limits, (string Label, SloTally Tally)[] lines)
    {
        // Hours without requests break a line.
        var (from, to) = (lines[0].Tally.Hours[0], lines[0].Tally.Hours[^1]);
        var drawn = to - from < MostHours ? lines.Take(MostLines).ToArray() : lines[..1];
        var series = drawn.Select(FigureSeries (line) => new LineSeries(
            drawn.Length > 1 ? line.Label : null,
            [.. Hours(from, to).Select(hour => Units.Scale(hour * TimeSpan.TicksPerHour, Units.TicksPerSecond))],
            [.. Hours(from, to).Select(hour => OfHour(line.Tally, hour))]));
        var table = new FigureTable(
        [
            new TextColumn("series", [.. lines.SelectMany(line => Enumerable.Repeat(line.Label, line.Tally.Hours.Length))]),
            new InstantColumn("hour", [.. lines.SelectMany(line => line.Tally.Hours.Select(hour => hour * TimeSpan.TicksPerHour))]),
            new IntegerColumn("measured", [.. lines.SelectMany(line => line.Tally.HourMeasured)]),
            new IntegerColumn("good", [.. lines.SelectMany(line => line.Tally.HourGood)]),
            new NumberColumn("attainment", [.. lines.SelectMany(line => line.Tally.Hours.Select(hour => OfHour(line.Tally, hour)))]),
        ]);
        return Draw(path, $"Attainment per hour of {Text(limits)}", new FigureAxis("Time (UTC)", AxisKind.Time), lines, [.. series], table);
    }

    private static Figure ByScale(string path, SloLimits limits, (string Label, SloTally Tally)[] lines)
    {
        var series = lines.Take(MostLines).Select(FigureSeries (line) => new LineSeries(
            lines.Length > 1 ? line.Label : null, SloScale.Factors, line.Tally.ByFactor()));
        var table = new FigureTable(
        [
            new TextColumn("series", [.. lines.SelectMany(line => Enumerable.Repeat(line.Label, SloScale.Factors.Length))]),
            new NumberColumn("factor", [.. lines.SelectMany(_ => SloScale.Factors)]),
            new NumberColumn("attainment", [.. lines.SelectMany(line => line.Tally.ByFactor())]),
        ]);
        return Draw(
            path, $"Attainment at factors of {Text(limits)}", new FigureAxis("Factor on all limits", AxisKind.Logarithmic, 0.25, 4),
            lines, [.. series], table);
    }

    private static Figure Draw(
        string path, string title, FigureAxis x, (string Label, SloTally Tally)[] lines, FigureSeries[] series, FigureTable table)
    {
        string[] notes = series.Length < lines.Length ? [$"{series.Length} of {lines.Length} lines drawn"] : [];
        var panel = new Panel(null, x, Attainment, series, series.Length > 1, notes);
        return new Figure(path, $"{title} (n = {InvariantText.Whole(lines[0].Tally.Measured)})", [panel], table);
    }

    private static IEnumerable<long> Hours(long from, long to)
    {
        for (var hour = from; hour <= to; hour++) yield return hour;
    }

    private static double OfHour(SloTally tally, long hour)
    {
        var i = Array.BinarySearch(tally.Hours, hour);
        return i < 0 ? double.NaN : (double)tally.HourGood[i] / tally.HourMeasured[i];
    }

    private static string Text(SloLimits limits) => string.Join(", ", limits.All.Where(each => each.Ticks is not null).Select(each =>
        string.Create(CultureInfo.InvariantCulture, $"{each.Name} ≤ {each.Ticks / Units.TicksPerSecond} s")));
}
