using LlmWorkload.Analyses;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary>Statistics as tables, a measure a row.</summary>
internal static class StatisticsTables
{
    private static readonly string[] All =
        ["n", "mean", "std", "min", "p1", "p5", "p10", "p25", "median", "p75", "p90", "p95", "p99", "p99_9", "max"];

    /// <summary>Every statistic, for programs.</summary>
    public static ResultTable Complete(IEnumerable<(string Name, Statistics Statistics)> measures) => new(
        null,
        ["measure", .. All],
        [.. measures.Select(measure => (object?[])[measure.Name, .. Values(measure.Statistics)])]);

    /// <summary>The usual ones, for people.</summary>
    public static ResultTable Short(string title, IEnumerable<(string Name, Statistics Statistics)> measures) => new(
        title,
        ["measure", "n", "mean", "std", "min", "p25", "median", "p75", "p90", "p99", "max"],
        [
            .. measures.Select(measure => new object?[]
            {
                measure.Name, measure.Statistics.N, measure.Statistics.Mean, measure.Statistics.Std, measure.Statistics.Min,
                measure.Statistics.P25, measure.Statistics.Median,
                measure.Statistics.P75, measure.Statistics.P90, measure.Statistics.P99, measure.Statistics.Max,
            }),
        ]);

    /// <summary>What requests come to in fields that only some logs have, where there are any.</summary>
    public static IEnumerable<ResultTable> Totals(OptionalTotals totals)
    {
        var known = totals.Known.ToList();
        if (known.Count == 0) return [];
        var title = known.Exists(each => each.Name == "cost") ? "Totals (cost in US dollars)" : "Totals";
        return [new ResultTable(title, [.. known.Select(each => each.Name)],
            [[.. known.Select(each => (object?)each.Value)]])];
    }

    private static object?[] Values(Statistics of) =>
        [of.N, of.Mean, of.Std, of.Min, of.P1, of.P5, of.P10, of.P25, of.Median, of.P75, of.P90, of.P95, of.P99, of.P99_9, of.Max];
}
