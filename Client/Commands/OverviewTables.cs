using System.Text.Json;
using LlmWorkload.Datasets;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary>An overview's summary as tables.</summary>
internal sealed class OverviewTables(string dataset, byte[] summary) : IDisposable
{
    private static readonly string[] CategoryColumns = ["total", "distinct", "missing", "distinct_ratio"];
    private static readonly string[] NumberColumns = ["n", "mean", "std", "min", "p25", "median", "p75", "p90", "p99", "max"];
    private static readonly string[] Statistics =
        ["mean", "std", "min", "p1", "p5", "p10", "p25", "median", "p75", "p90", "p95", "p99", "p99_9", "max"];

    private static readonly string[] RareNumbers = ["failed", "failed_share", "cached_share"];

    private readonly JsonDocument _json = JsonDocument.Parse(summary);

    /// <summary>Rows and the time they span; how many failed and how much was cached, where that is known.</summary>
    public ResultTable Span => new($"Overview of {dataset}", SpanColumns, [Values(Root, SpanColumns)]);

    /// <summary>The columns of texts.</summary>
    public ResultTable Categories => new("Columns", ["column", .. CategoryColumns], [.. Rows("columns", CategoryColumns)]);

    /// <summary>The columns of numbers.</summary>
    public ResultTable Numbers => new("Numbers (times in seconds)", ["column", .. NumberColumns], [.. Rows("numeric", NumberColumns)]);

    /// <summary>Values that count as missing, by reason and file; no table where there are none.</summary>
    public static IEnumerable<ResultTable> TurnedMissing(DatasetCatalog catalog)
    {
        object?[][] rows =
        [
            .. catalog.Files.SelectMany(file => file.TurnedMissing.OrderBy(each => each.Key, StringComparer.Ordinal).Select(
                reason => (object?[])[file.Name, reason.Key, reason.Value])),
        ];
        if (rows.Length > 0) yield return new ResultTable("Values that count as missing", ["file", "reason", "values"], rows);
    }

    /// <summary>Every column with everything, as one table.</summary>
    public ResultTable All => new(null, ["column", .. CategoryColumns, .. Statistics],
    [
        .. Rows("columns", CategoryColumns).Select(row => (object?[])[.. row, .. new object?[Statistics.Length]]),
        .. Root.GetProperty("numeric").EnumerateObject().Select(member =>
        {
            var rows = Root.GetProperty("rows").GetInt64();
            return (object?[])[member.Name, rows, null, rows - member.Value.GetProperty("n").GetInt64(), null,
                .. Values(member.Value, Statistics)];
        }),
    ]);

    private string[] SpanColumns =>
        ["rows", "first", "last", "span_seconds", .. RareNumbers.Where(name => Root.TryGetProperty(name, out _))];

    private JsonElement Root => _json.RootElement;

    public void Dispose() => _json.Dispose();

    private IEnumerable<object?[]> Rows(string members, string[] columns) =>
        Root.GetProperty(members).EnumerateObject().Select(member => (object?[])[member.Name, .. Values(member.Value, columns)]);

    private static object?[] Values(JsonElement of, string[] columns) => Array.ConvertAll(columns, column => Value(of.GetProperty(column)));

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.GetDouble(),
        _ => element.ToString(),
    };
}
