using System.Globalization;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>Requests in progress minute by minute, and the share of the time at or below each level.</summary>
internal static class ConcurrencyFigures
{
    // More lines cannot be told apart.
    private const int MostLines = 12;

    private const int FarAbove = 20;

    // More points hide one another.
    private const int MostPoints = 720;

    // Eight years. A log of a longer time has hardly anything in most of its minutes.
    private const int MostMinutes = 1 << 22;

    private const long Hour = 60;
    private const long Day = 24 * Hour;

    private static readonly long[] Widths = [1, 2, 5, 10, 20, 30, Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day];

    /// <summary>Requests in progress by minute.</summary>
    /// <param name="path">The path of the figure.</param>
    /// <param name="label">Whose requests they are.</param>
    /// <param name="minutes">The minutes, at least one.</param>
    public static Figure ByMinute(string path, string label, MinuteLevels minutes)
    {
        var series = minutes.Series(MostMinutes);
        var table = new FigureTable(
        [
            new InstantColumn("minute", Array.ConvertAll(series.Minutes, minute => minute * TimeSpan.TicksPerMinute)),
            new NumberColumn("mean", series.Mean),
            new IntegerColumn("max", series.Max),
            new IntegerColumn("starts", series.Starts),
            new IntegerColumn("ends", series.Ends),
        ]);
        var (width, x, mean, max) = Buckets(series);
        var per = width switch
        {
            1 => "minute",
            < Hour => $"{width} minutes",
            Hour => "hour",
            < Day => $"{width / Hour} hours",
            Day => "day",
            _ => $"{width / Day} days",
        };

        // A mean that is far below the highest cannot be seen beside it on a linear axis.
        var y = max.Max() > FarAbove * mean.Where(each => !double.IsNaN(each)).Max()
            ? new FigureAxis("Requests in progress", AxisKind.Logarithmic)
            : new FigureAxis("Requests in progress", AxisKind.Linear, 0);
        var panel = new Panel(
            null, new FigureAxis("Time (UTC)", AxisKind.Time), y,
            [new LineSeries("highest", x, max), new LineSeries("mean", x, mean)], true,
            series.IsWhole ? [] : ["The CSV leaves out minutes in which nothing starts or ends"]);
        var n = InvariantText.Whole(series.Starts.Sum());
        return new Figure(
            path, $"Requests in progress per {per}, {label} (n = {n})", [panel],
            TableThinning.Marked(table, !series.IsWhole));
    }

    /// <summary>The share of the time at or below each level.</summary>
    /// <param name="path">The path of the figure.</param>
    /// <param name="lines">Labels, numbers of colours and levels; the first is of all requests.</param>
    public static Figure ByLevel(string path, IReadOnlyList<(string Label, int? Colour, SweptLevels Levels)> lines)
    {
        var curves = lines.Select(line => (line.Label, line.Colour, Cdf: line.Levels.Cdf())).ToList();
        var table = new FigureTable(
        [
            new TextColumn("series", [.. curves.SelectMany(curve => Enumerable.Repeat(curve.Label, curve.Cdf.Levels.Length))]),
            new NumberColumn("level", [.. curves.SelectMany(curve => curve.Cdf.Levels)]),
            new NumberColumn("time_share", [.. curves.SelectMany(curve => curve.Cdf.Shares)]),
        ]);
        var rest = lines.Count - MostLines;
        var panel = new Panel(
            null, new FigureAxis("Requests in progress", AxisKind.Logarithmic),
            new FigureAxis("Fraction of the time at ≤ x", AxisKind.Linear, 0, 1.05),
            [.. curves.Take(MostLines).Select(FigureSeries (curve) => lines.Count > 1
                ? Line(curve.Label, curve.Cdf) with { Colour = curve.Colour }
                : Line(null, curve.Cdf))],
            lines.Count > 1, rest > 0 ? [$"Drawn: the first {MostLines} of {lines.Count} lines"] : []);
        return new Figure(
            path, $"Time by requests in progress ({Days(lines[0].Levels.Span)})", [panel], table);
    }

    private static LineSeries Line(string? label, (double[] Levels, double[] Shares) cdf)
    {
        var (x, y) = CdfThinning.Thin(cdf.Levels, cdf.Shares);
        return new LineSeries(label, x, y, Step: true);
    }

    // So many minutes are a block of colour. What is drawn of several is their mean and the highest of them.
    private static (long Width, double[] X, double[] Mean, double[] Max) Buckets(MinuteSeries series)
    {
        var (first, last) = (series.Minutes[0], series.Minutes[^1]);
        var width = Widths.Concat(MoreDays()).First(minutes => (last / minutes) - (first / minutes) < MostPoints);
        var n = (int)((last / width) - (first / width)) + 1;
        var (x, mean, max, counted) = (new double[n], new double[n], new double[n], new long[n]);
        for (var bucket = 0; bucket < n; bucket++)
            x[bucket] = Units.Scale(((first / width) + bucket) * width * TimeSpan.TicksPerMinute, Units.TicksPerSecond);
        for (var row = 0; row < series.Minutes.Length; row++)
        {
            var minute = series.Minutes[row];
            Add(minute, minute + 1, series.Mean[row], series.Max[row]);

            // Until the next minute the level stays, in however many buckets.
            var next = row + 1 < series.Minutes.Length ? series.Minutes[row + 1] : minute + 1;
            for (long from = minute + 1, to; from < next; from = to)
            {
                to = Math.Min(next, ((from / width) + 1) * width);
                Add(from, to, series.After[row], series.After[row]);
            }
        }

        for (var bucket = 0; bucket < n; bucket++) mean[bucket] = counted[bucket] == 0 ? double.NaN : mean[bucket] / counted[bucket];
        return (width, x, mean, max);

        void Add(long from, long to, double level, long highest)
        {
            var bucket = (int)((from / width) - (first / width));
            mean[bucket] += level * (to - from);
            max[bucket] = Math.Max(max[bucket], highest);
            counted[bucket] += to - from;
        }
    }

    private static IEnumerable<long> MoreDays()
    {
        for (var width = 2 * Day; ; width *= 2) yield return width;
    }

    private static string Days(long ticks) => ticks >= 2 * TimeSpan.TicksPerDay
        ? $"{Short(ticks / (double)TimeSpan.TicksPerDay)} days"
        : $"{InvariantText.Whole(ticks / TimeSpan.TicksPerSecond)} s";

    // Three digits, as the report has.
    private static string Short(double days) =>
        days.ToString(days >= 100 ? "N0" : days >= 10 ? "0.#" : "0.##", CultureInfo.InvariantCulture);
}
