using LlmWorkload.Columns;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The figure of the tokens of months: bands and the median.</summary>
internal static class MonthlyTokensFigure
{
    /// <summary>The figure of input or of output tokens.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="label">What the tokens are.</param>
    /// <param name="months">The months.</param>
    /// <param name="bands">The distribution of each.</param>
    public static FigurePlan Of(string path, string label, long[] months, Statistics[] bands) =>
        FigurePlan.Of(path, () => Draw(path, label, months, bands)).Unless(
            WorthDrawing.OnlyOne(bands.Count(band => band.N > 0), "month"),
            bands.All(band => band.N == 0) ? "No request has input and output tokens above 0." : null);

    private static Figure Draw(string path, string label, long[] months, Statistics[] bands)
    {
        double[] x = [.. months.Select(month => Units.Scale(Months.Start(month), Units.TicksPerSecond))];
        var panel = new Panel(
            null, new FigureAxis("Month (UTC)", AxisKind.Month), new FigureAxis(label, AxisKind.Logarithmic),
            [
                new BandSeries("p10–p90", x, Line(band => band.P10), Line(band => band.P90)) { Colour = 0 },
                new BandSeries("p25–p75", x, Line(band => band.P25), Line(band => band.P75)) { Colour = 0 },
                new LineSeries("median", x, Line(band => band.Median)) { Colour = 0 },
            ],
            true, []);
        var table = new FigureTable(
        [
            new TextColumn("month", [.. months.Select(Months.Text)]), new IntegerColumn("n", [.. bands.Select(band => band.N)]),
            new NumberColumn("p10", Line(band => band.P10)), new NumberColumn("p25", Line(band => band.P25)),
            new NumberColumn("median", Line(band => band.Median)), new NumberColumn("p75", Line(band => band.P75)),
            new NumberColumn("p90", Line(band => band.P90)),
        ]);
        return new Figure(path, $"{label} by month (n = {InvariantText.Whole(bands.Sum(band => band.N))})", [panel], table);

        double[] Line(Func<Statistics, double?> value) => [.. bands.Select(band => value(band) ?? double.NaN)];
    }
}
