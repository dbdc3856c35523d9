using System.Globalization;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>Attainment per hour, and against a factor on all limits: of all requests, and of the models drawn.</summary>
internal static class SloFigures
{
    // More lines cannot be told apart.
    private const int MostLines = 12;

    // Over more hours the lines of models hide one another, and more points one another.
    private const int MostHours = 7 * 24;

    private const string All = "all requests";

    private static readonly FigureAxis Attainment = new("Attainment (good / measured)", AxisKind.Linear, 0, 1.05);

    /// <summary>The figures.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="all">Counts of all requests.</param>
    /// <param name="models">Labels and counts of the models drawn.</param>
    public static IEnumerable<FigurePlan> Of(
        string folder, SloLimits limits, SloTally all, IReadOnlyList<(string Label, int? Colour, SloTally Tally)> models)
    {
        var isOne = models.Count == 1 && models[0].Tally.Rows == all.Rows;
        (string Label, int? Colour, SloTally Tally)[] lines = isOne ? [(All, null, all)] : [(All, FigureSeries.Whole, all), .. models];
        yield return FigurePlan.Of($"{folder}/attainment_by_hour", () => ByHour($"{folder}/attainment_by_hour", limits, lines));
        if (all.Measured > 0)
            yield return FigurePlan.Of($"{folder}/attainment_by_scale", () => ByScale($"{folder}/attainment_by_scale", limits, lines));
    }

    private static Figure ByHour(string path, SloLimits limits, (string Label, int? Colour, SloTally Tally)[] lines)
    {
        var all = lines[0].Tally;
        var isLong = all.Hours[^1] - all.Hours[0] >= MostHours;
        var buckets = HourBuckets.Of(all.Hours, all.HourMeasured, all.HourGood, MostHours);
        var table = new FigureTable(
        [
            new TextColumn("series", [.. lines.SelectMany(line => Enumerable.Repeat(line.Label, line.Tally.Hours.Length))]),
            new InstantColumn("hour", [.. lines.SelectMany(line => line.Tally.Hours.Select(hour => hour * TimeSpan.TicksPerHour))]),
            new IntegerColumn("measured", [.. lines.SelectMany(line => line.Tally.HourMeasured)]),
            new IntegerColumn("good", [.. lines.SelectMany(line => line.Tally.HourGood)]),
            new NumberColumn("attainment", [.. lines.SelectMany(line => line.Tally.Hours.Select(hour => OfHour(line.Tally, hour)))]),
        ]);
        var width = isLong ? Width(buckets.Width) : "hour";
        return Draw(
            path, $"Attainment per {width} of {Text(limits)}", new FigureAxis("Time (UTC)", AxisKind.Time),
            lines, isLong ? 1 : MostLines, isLong ? Envelope(buckets) : Hourly(lines), table);
    }

    // Hours without requests break a line.
    private static FigureSeries[] Hourly((string Label, int? Colour, SloTally Tally)[] lines)
    {
        var (from, to) = (lines[0].Tally.Hours[0], lines[0].Tally.Hours[^1]);
        return
        [
            .. lines.Take(MostLines).Select(line => new LineSeries(
                lines.Length > 1 ? line.Label : null,
                [.. Hours(from, to).Select(Seconds)],
                [.. Hours(from, to).Select(hour => OfHour(line.Tally, hour))])
            { Colour = line.Colour }),
        ];
    }

    // So many hours are a block of colour, so what is drawn is what they are together, between the lowest and the highest of them.
    private static FigureSeries[] Envelope(HourBuckets buckets)
    {
        double[] x = [.. buckets.Starts.Select(Seconds)];
        return
        [
            new LineSeries(All, x, buckets.Attainment),
            new LineSeries("its highest hour", x, buckets.Highest),
            new LineSeries("its lowest hour", x, buckets.Lowest),
        ];
    }

    private static Figure ByScale(string path, SloLimits limits, (string Label, int? Colour, SloTally Tally)[] lines)
    {
        var series = lines.Take(MostLines).Select(FigureSeries (line) => new LineSeries(
            lines.Length > 1 ? line.Label : null, SloScale.Factors, line.Tally.ByFactor())
        { Colour = line.Colour });
        var table = new FigureTable(
        [
            new TextColumn("series", [.. lines.SelectMany(line => Enumerable.Repeat(line.Label, SloScale.Factors.Length))]),
            new NumberColumn("factor", [.. lines.SelectMany(_ => SloScale.Factors)]),
            new NumberColumn("attainment", [.. lines.SelectMany(line => line.Tally.ByFactor())]),
        ]);
        return Draw(
            path, $"Attainment at factors of {Text(limits)}", new FigureAxis("Factor on all limits", AxisKind.Logarithmic, 0.25, 4),
            lines, MostLines, [.. series], table);
    }

    // Which lines are drawn, the legend names.
    private static Figure Draw(
        string path, string title, FigureAxis x, (string Label, int? Colour, SloTally Tally)[] lines, int most, FigureSeries[] series,
        FigureTable table)
    {
        var rest = lines.Length - most;
        var drawn = most == 1 ? All : $"the first {most} of {lines.Length} lines";
        string[] notes = rest > 0 ? [$"Drawn: {drawn}; the CSV has {rest} more line{(rest == 1 ? "" : "s")}"] : [];
        var panel = new Panel(null, x, Attainment, series, series.Length > 1, notes);
        return new Figure(path, $"{title} (n = {InvariantText.Whole(lines[0].Tally.Measured)})", [panel], table);
    }

    private static string Width(long hours) => hours % 168 == 0
        ? hours == 168 ? "week" : $"{hours / 168} weeks"
        : hours % 24 > 0 ? $"{hours} hours" : hours == 24 ? "day" : $"{hours / 24} days";

    private static double Seconds(long hour) => Units.Scale(hour * TimeSpan.TicksPerHour, Units.TicksPerSecond);

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
