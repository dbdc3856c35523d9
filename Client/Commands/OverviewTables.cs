using System.Text.Json;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary>Prints an overview's summary as tables.</summary>
internal static class OverviewTables
{
    private static readonly string[] Statistics = ["n", "mean", "std", "min", "p25", "median", "p75", "p90", "p99", "max"];

    public static void Print(Session session, string dataset, byte[] summary)
    {
        using var json = JsonDocument.Parse(summary);
        var root = json.RootElement;
        session.Print(new ResultTable($"Overview of {dataset}", ["rows", "first", "last", "span_seconds"],
        [
            [Value(root.GetProperty("rows")), Value(root.GetProperty("first")), Value(root.GetProperty("last")), Value(root.GetProperty("span_seconds"))],
        ]));
        session.Print(Members("Columns", "column", root.GetProperty("columns"), ["total", "distinct", "missing", "distinct_ratio"]));
        session.Print(Members("Numbers", "column", root.GetProperty("numeric"), Statistics));
    }

    private static ResultTable Members(string title, string key, JsonElement members, string[] columns) => new(
        title,
        [key, .. columns],
        [.. members.EnumerateObject().Select(member => (object?[])[member.Name, .. columns.Select(column => Value(member.Value.GetProperty(column)))])]);

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.GetDouble(),
        _ => element.ToString(),
    };
}
