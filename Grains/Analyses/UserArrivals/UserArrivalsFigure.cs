using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The numbers of users' inter-arrival times beside one another.</summary>
internal static class UserArrivalsFigure
{
    /// <summary>A box over users per number, on a log axis.</summary>
    /// <param name="path">The figure's path.</param>
    /// <param name="names">What the numbers are called.</param>
    /// <param name="statistics">The statistics over users of each.</param>
    /// <param name="zeros">How many of all the numbers are 0.</param>
    public static Figure Boxes(string path, IReadOnlyList<string> names, IReadOnlyList<Statistics> statistics, long zeros)
    {
        BoxStatistics[] boxes = [.. statistics.Select(BoxStatistics.Of)];
        var panel = new Panel(
            null,
            new FigureAxis("Of a user's own inter-arrival times", AxisKind.Category, Categories: names),
            new FigureAxis("Inter-arrival time over users (s)", AxisKind.Logarithmic),
            [BoxFigures.Series(boxes)],
            false,
            BoxFigures.Explained);
        var table = new FigureTable(
        [
            new TextColumn("statistic", [.. names]),
            .. BoxFigures.Columns(boxes, n: "users"),
        ]);
        var ofZero = zeros == 0
            ? ""
            : $", {InvariantText.Whole(zeros)} of {InvariantText.Whole(statistics.Sum(each => each.N))} numbers are 0";
        return new Figure(path, $"Inter-arrival times of users (n = {InvariantText.Whole(statistics[0].N)} users{ofZero})", [panel], table);
    }
}
