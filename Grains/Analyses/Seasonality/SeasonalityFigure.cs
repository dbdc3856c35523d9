using LlmWorkload.Figures;

namespace LlmWorkload.Analyses;

/// <summary>The figure of requests by hour of day and weekday.</summary>
internal static class SeasonalityFigure
{
    private static readonly string[] Weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>The figure.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    /// <param name="counts">Requests of each hour of the week.</param>
    /// <param name="means">Their means over dates; null where a weekday has none.</param>
    public static FigurePlan Of(string folder, long[] counts, double?[] means)
    {
        var path = $"{folder}/requests_by_hour_and_weekday";
        return FigurePlan.Of(path, () => Draw(path, counts, means)).Unless(
            counts.Count(count => count > 0) == 1 ? "All requests lie in one hour of the week." : null);
    }

    private static Figure Draw(string path, long[] counts, double?[] means)
    {
        var panel = new Panel(
            null, new FigureAxis("Hour of day (UTC)", AxisKind.Linear, 0, HourlyCounts.Hours),
            new FigureAxis("Weekday", AxisKind.Category, Categories: Weekdays),
            [
                new HeatmapSeries(
                    "Mean requests an hour", [.. Enumerable.Range(0, HourlyCounts.Hours + 1).Select(hour => (double)hour)],
                    [.. Enumerable.Range(0, HourlyCounts.Weekdays + 1).Select(day => day - 0.5)],
                    [.. means.Select(mean => mean ?? 0)]),
            ],
            false, []);
        var hours = Enumerable.Range(0, counts.Length);
        var table = new FigureTable(
        [
            new TextColumn("weekday", [.. hours.Select(hour => Weekdays[hour / HourlyCounts.Hours])]),
            new IntegerColumn("hour", [.. hours.Select(hour => (long)hour % HourlyCounts.Hours)]),
            new IntegerColumn("requests", counts), new NumberColumn("mean", [.. means.Select(mean => mean ?? double.NaN)]),
        ]);
        return new Figure(path, $"Requests by hour of day and weekday (n = {InvariantText.Whole(counts.Sum())})", [panel], table);
    }
}
