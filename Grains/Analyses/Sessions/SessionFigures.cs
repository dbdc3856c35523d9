using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The figures of sessions: distributions, and input tokens by turn.</summary>
internal static class SessionFigures
{
    /// <summary>The figures.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="statistics">Their statistics.</param>
    /// <param name="all">The sessions.</param>
    /// <param name="thin">Whether tables keep few of many rows.</param>
    public static IEnumerable<FigurePlan> Of(string folder, SessionStatistics statistics, SessionCounts all, bool thin)
    {
        yield return Cdf("turns", "Turns of sessions", "Turns", all.Turns, statistics.Turns, Units.One);
        yield return Cdf("length_seconds", "Length of sessions", "Seconds", all.Lengths, statistics.Lengths, Units.TicksPerSecond);
        yield return Cdf(
            "think_seconds", "Time from the end of a turn to the next", "Seconds", all.Thinks, statistics.Thinks, Units.TicksPerSecond);
        var path = $"{folder}/input_by_turn";
        yield return FigurePlan.Of(path, () => Boxes(path, all)).Unless(
            all.Inputs.Keys.Length == 0 ? "No turn has input tokens." : WorthDrawing.OnlyOne(all.Inputs.Keys.Length, "turn"));

        FigurePlan Cdf(string name, string title, string label, PackedFrequencies values, Statistics statistics, double unit)
        {
            var figure = $"{folder}/{name}_cdf";
            return FigurePlan.Of(figure, () => CdfFigures.Single(
                figure, title, label, name, CdfFigures.Curve.Of(name, FrequencyMap.Decode(values), unit), statistics, thin))
                .Unless(WorthDrawing.OneValue(statistics, "values"));
        }
    }

    private static Figure Boxes(string path, SessionCounts all)
    {
        var turns = all.Inputs.Keys;
        var boxes = Array.ConvertAll(turns, turn =>
        {
            var map = all.Inputs.Of(turn);
            return Kernels.Boxes.Of(ExactSums.Of(map), OrderStatistics.Of(map));
        });
        var panel = new Panel(
            null, new FigureAxis("Turn", AxisKind.Category, Categories: [.. turns.Select(turn => InvariantText.Whole(turn))]),
            new FigureAxis("Input tokens", AxisKind.Logarithmic), [BoxFigures.Series(boxes)], false, BoxFigures.Explained);
        var table = new FigureTable([new IntegerColumn("turn", turns), .. BoxFigures.Columns(boxes)]);
        return new Figure(path, $"Input tokens by turn (n = {InvariantText.Whole(boxes.Sum(box => box.N))})", [panel], table);
    }
}
