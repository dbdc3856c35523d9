using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The figures of series: one for each number that is shown, with a line for each series.</summary>
internal static class SeriesFigures
{
    /// <summary>The figures of the numbers that any bucket has.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="plan">The series.</param>
    /// <param name="by">What they are grouped by; null for nothing.</param>
    /// <param name="shown">The names of the numbers.</param>
    /// <param name="hasCost">Whether any request has a cost.</param>
    public static IEnumerable<FigurePlan> Of(string folder, SeriesPlan plan, string? by, IReadOnlyList<string> shown, bool hasCost) =>
        shown.Where(name => (name != "cost" || hasCost) && plan.Lines[0].Numbers(name).Any(double.IsFinite)).Select(name =>
        {
            var path = $"{folder}/{name.Replace('.', '_')}";
            return FigurePlan.Of(path, () => Draw(path, plan, by, name)).Unless(
                plan.Cells.Frame.Buckets == 1 ? "There is one bucket of time." : null,
                name == "failed" && plan.Lines[0].Numbers(name).All(value => value == 0) ? "No request failed." : null);
        });

    private static Figure Draw(string path, SeriesPlan plan, string? by, string name)
    {
        var frame = plan.Cells.Frame;
        long[] starts = [.. Enumerable.Range(0, (int)frame.Buckets).Select(frame.Start)];
        var x = Array.ConvertAll(starts, start => Units.Scale(start, Units.TicksPerSecond));
        var isGrouped = plan.Lines.Length > 1;
        var panel = new Panel(
            null,
            new FigureAxis("Time (UTC)", AxisKind.Time),
            IsTime(name) ? new FigureAxis(Label(name), AxisKind.Logarithmic) : new FigureAxis(Label(name), AxisKind.Linear, 0),
            [.. plan.Lines.Select((line, place) => Line(line, place, isGrouped, x, name))],
            isGrouped,
            []);
        var table = new FigureTable(
        [
            new TextColumn("series", [.. plan.Lines.SelectMany(line => Enumerable.Repeat(line.Label, starts.Length))]),
            new InstantColumn("start", [.. plan.Lines.SelectMany(_ => starts)]),
            new NumberColumn(name.Replace('.', '_'), [.. plan.Lines.SelectMany(line => line.Numbers(name))]),
        ]);
        var title = $"{Title(name)} per {SeriesWidth.Text(frame.Seconds)}{(by is null ? "" : $", by {by}")}";
        return new Figure(path, $"{title} (n = {InvariantText.Whole(plan.Lines[0].Requests.Sum())})", [panel], table);
    }

    // All requests are ink; groups have the colours of their places, which are those of models in other figures.
    private static LineSeries Line(SeriesLine line, int place, bool isGrouped, double[] x, string name) => isGrouped
        ? new LineSeries(line.Label, x, line.Numbers(name))
        { Colour = place == 0 ? FigureSeries.Whole : place - 1, N = line.Requests.Sum() }
        : new LineSeries(null, x, line.Numbers(name));

    private static string Title(string name) => name.Split('.') is [var of, var statistic]
        ? $"{Quantity(of)}, {statistic}"
        : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    private static string Label(string name) => name switch
    {
        "cost" => "US dollars",
        _ when IsTime(name) => $"{Title(name)} (s)",
        _ when name.EndsWith(".n", StringComparison.Ordinal) => "Requests",
        _ when name.Contains('.') => "Tokens",
        _ => Title(name),
    };

    // Times spread over orders of magnitude; tokens and counts are to be compared by their height.
    private static bool IsTime(string name) =>
        name.Split('.') is [var of, not "n"] && of is not ("input" or "output");

    private static string Quantity(string name) => name switch
    {
        "ttft" => "TTFT",
        "tpot" => "TPOT",
        "e2e" => "Duration",
        "input" => "Input tokens",
        "output" => "Output tokens",
        _ => "Time in the queue",
    };
}
