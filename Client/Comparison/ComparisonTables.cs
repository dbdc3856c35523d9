using System.Text.Json;
using LlmWorkload.Output;

namespace LlmWorkload.Comparison;

/// <summary>A comparison as tables.</summary>
internal static class ComparisonTables
{
    /// <summary>The totals of both sides.</summary>
    public static ResultTable Totals(ComparisonResult result) => new("Totals", ["total", "a", "b", "ratio"],
    [
        .. result.Totals.Select(total => new object?[] { total.Name, Whole(total.A), Whole(total.B), total.Ratio }),
    ]);

    /// <summary>The largest differences in words.</summary>
    public static ResultTable Differences(ComparisonResult result) => result.Differences.Count == 0
        ? ResultTable.Sentence(result.Totals.Any(total => total is { Name: "requests", A: 0 } or { Name: "requests", B: 0 })
            ? "A side has no requests, so there is nothing to compare."
            : "No difference: every distribution and every share is the same in A and B.")
        : new ResultTable("Largest differences from A to B", ["difference"],
            [.. result.Differences.Select(difference => new object?[] { DifferenceWords.Of(difference) })]);

    /// <summary>The verdicts on the gates, with the reason; no table where there are none.</summary>
    public static IEnumerable<ResultTable> Gates(ComparisonResult result)
    {
        if (result.Gates.Count == 0) yield break;
        var failed = result.Gates.Count(gate => !gate.Holds);
        yield return new ResultTable(
            failed == 0 ? "Gates: all hold" : $"Gates: {failed} of {result.Gates.Count} fail", ["gate", "verdict", "value"],
        [
            .. result.Gates.Select(gate => new object?[] { gate.Gate.Key, gate.Holds ? "holds" : "FAILS", DifferenceWords.Of(gate) }),
        ]);
    }

    /// <summary>Every distribution with every statistic.</summary>
    public static ResultTable Distributions(ComparisonResult result)
    {
        using var summary = JsonDocument.Parse(result.Summary);
        return new ResultTable(
            "Distributions",
            ["name", "id", "n_a", "n_b", .. ComparedNames.Distances, .. ComparedNames.Quotients.Select(quotient => $"{quotient}_ratio")],
            [.. summary.RootElement.GetProperty("distributions").EnumerateArray().Select(Row)]);
    }

    private static object?[] Row(JsonElement each) =>
    [
        each.GetProperty("name").GetString(),
        each.GetProperty("id").GetString(),
        each.GetProperty("n_a").GetInt64(),
        each.GetProperty("n_b").GetInt64(),
        .. ComparedNames.Distances.Select(distance => Number(each.GetProperty(distance))),
        .. ComparedNames.Quotients.Select(quotient => Number(each.GetProperty("quantile_ratio").GetProperty(quotient))),
    ];

    private static object? Number(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : element.GetDouble();

    private static object? Whole(double? number) => number is { } value && value == Math.Floor(value) && Math.Abs(value) < 1e15
        ? (long)value
        : number;
}
