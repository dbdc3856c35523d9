using System.Globalization;
using LlmWorkload.Figures;

namespace LlmWorkload.Analyses;

/// <summary>The numbers of users' inter-arrival times beside one another.</summary>
public static class UserArrivalsFigure
{
    /// <summary>A box over users per number, on a log axis.</summary>
    public static Figure Boxes(string path, IReadOnlyList<string> names, IReadOnlyList<Statistics> statistics)
    {
        var boxes = new BoxSeries(
            null,
            [.. Enumerable.Range(0, names.Count)],
            Values(of => of.P10),
            Values(of => of.P25),
            Values(of => of.Median),
            Values(of => of.P75),
            Values(of => of.P90),
            Values(of => of.Mean),
            [],
            []);
        var panel = new Panel(
            null,
            new FigureAxis("Of a user's own inter-arrival times", AxisKind.Category, Categories: names),
            new FigureAxis("Inter-arrival time over users (s)", AxisKind.Logarithmic),
            [boxes],
            false,
            []);
        var table = new FigureTable(
        [
            new TextColumn("statistic", [.. names]),
            new IntegerColumn("users", [.. statistics.Select(of => of.N)]),
            new NumberColumn("mean", boxes.Mean),
            new NumberColumn("p10", boxes.P10),
            new NumberColumn("p25", boxes.P25),
            new NumberColumn("median", boxes.Median),
            new NumberColumn("p75", boxes.P75),
            new NumberColumn("p90", boxes.P90),
        ]);
        return new Figure(path, $"Inter-arrival times of users (n = {statistics[0].N.ToString("N0", CultureInfo.InvariantCulture)} users)", [panel], table);

        double[] Values(Func<Statistics, double?> value) => [.. statistics.Select(of => value(of) ?? double.NaN)];
    }
}
