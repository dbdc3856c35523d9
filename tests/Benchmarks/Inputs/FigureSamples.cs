using LlmWorkload.Analyses;
using LlmWorkload.Figures;
using LlmWorkload.Generation;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Benchmarks.Inputs;

/// <summary>Figures of generated models, described as the analyses describe them.</summary>
internal sealed class FigureSamples
{
    private const int Models = 8;
    private const string Label = "Inter-arrival time (s)";

    /// <summary>Describes figures of the busiest models of a log.</summary>
    /// <param name="rows">Rows of the log, of all models together.</param>
    public FigureSamples(int rows)
    {
        var log = RequestLog.Generate(new GeneratorOptions { Rows = rows, Users = 10_000, Models = Models, Days = 7, Seed = 1 });
        var started = log.Rows.Started.Zip(log.Rows.Model).ToLookup(row => row.Second, row => row.First);
        var models = started.OrderByDescending(model => model.Count())
            .Select(model => (Name: log.Models.Text(model.Key), Started: model.ToArray())).ToList();
        Curves = [.. models.Select(model => Curve(model.Name, model.Started))];
        Hours = [.. models.Select(model => HourBoxes(model.Name, model.Started))];
    }

    /// <summary>The distribution of each model's inter-arrival times: thousands of points after thinning.</summary>
    public Figure[] Curves { get; }

    /// <summary>The same by hour of day: 24 boxes with their outliers.</summary>
    public Figure[] Hours { get; }

    private static Figure Curve(string name, long[] started)
    {
        using var scratch = new Scratch();
        var map = FrequencyMap.Of(InterArrivalTimes.OfAll(started, scratch).InterArrivals);
        var curve = CdfFigures.Curve.Of(name, map, Units.TicksPerSecond);
        return CdfFigures.Single(
            $"{name}/cdf", $"Inter-arrival times: {name}", Label, "seconds", curve,
            Summaries.Of(map, Units.TicksPerSecond), thinTable: true);
    }

    private static Figure HourBoxes(string name, long[] started)
    {
        using var scratch = new Scratch();
        var series = InterArrivalTimes.OfAll(started, scratch);
        var groups = SortedGroups.Of(
            StableOrder.Of(series.InterArrivals, scratch), ClockGroups.ByHour(series.Later, scratch), ClockGroups.Hours, scratch);
        var boxes = groups.ConvertFilled(static (_, gaps) => Boxes.OfSorted(gaps, Units.TicksPerSecond));
        var outliers = groups.ConvertFilled(static (_, gaps) => Boxes.OutliersOfSorted(gaps, Units.TicksPerSecond));
        var drawn = BoxFigures.Series(null, groups.Filled(), boxes, outliers);
        string[] categories = [.. Enumerable.Range(0, ClockGroups.Hours).Select(hour => $"{hour:00}")];
        var axis = new FigureAxis("Hour of the later request (UTC)", AxisKind.Category, Categories: categories);
        var panel = new Panel(null, axis, new FigureAxis(Label, AxisKind.Logarithmic), [drawn], false, []);
        return new Figure(
            $"{name}/hours", $"Inter-arrival times by hour: {name} (n = {series.InterArrivals.Length:N0})", [panel], new FigureTable(
            [new NumberColumn("median", drawn.Median)]));
    }
}
