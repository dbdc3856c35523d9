using System.Text.Json;
using LlmWorkload.Figures;

namespace LlmWorkload.Output;

/// <summary>How requests hold service level objectives, as tables.</summary>
internal static class SloTables
{
    /// <summary>The folder of the analysis.</summary>
    public const string Folder = "slo";

    private const int Width = 80;
    private const int ModelsShown = 15;
    private const int LongestDecimal = 8;
    private const int ShortestName = 8;
    private const int LongestName = 36;

    private static readonly string[] Shown = ["rows", "measured", "good", "attainment", "goodput"];
    private static readonly string[] Counts = ["rows", "measured", "good"];
    private static readonly string[] Rates = ["attainment", "strict", "goodput", "throughput", "good_tokens_per_second"];

    /// <summary>The share of the measured requests that hold all objectives; null where none is measured.</summary>
    /// <param name="summary">The summary of the analysis.</param>
    public static double? Attainment(byte[] summary)
    {
        using var json = JsonDocument.Parse(summary);
        return json.RootElement.TryGetProperty("all", out var all) ? (double?)Value(all.GetProperty("attainment"), isWhole: false) : null;
    }

    /// <summary>First the table with everything, a row for all requests and one for each model; then tables for people.</summary>
    /// <param name="summary">The summary of the analysis.</param>
    public static ResultTable[] Of(byte[] summary)
    {
        using var json = JsonDocument.Parse(summary);
        if (Unavailable.In(json.RootElement) is { } unavailable) return [unavailable, unavailable];
        var all = json.RootElement.GetProperty("all");
        var models = json.RootElement.GetProperty("models").EnumerateArray().ToList();
        var slo = string.Join(", ", json.RootElement.GetProperty("slo").EnumerateObject()
            .Where(limit => limit.Value.ValueKind == JsonValueKind.Number)
            .Select(limit => $"{limit.Name} ≤ {limit.Value.GetRawText()} s"));
        string[] metrics = [.. all.GetProperty("per_metric").EnumerateObject().Select(metric => metric.Name)];
        string[] numbers = [.. Counts, .. Rates];
        return
        [
            new ResultTable(
                null, ["id", "name", .. numbers, .. metrics.SelectMany(name => (string[])[$"{name}_measured", $"{name}_held"])],
                [
                    [null, null, .. Values(all, numbers), .. PerMetric(all)],
                    .. models.Select(model => (object?[])[
                        model.GetProperty("id").GetString(), model.GetProperty("name").GetString(), .. Values(model, numbers),
                        .. PerMetric(model)]),
                ]),
            ByModel($"Requests with {slo}", all, models),
            .. models.Count > ModelsShown
                ? (ResultTable[])[ResultTable.Sentence($"{models.Count - ModelsShown} more models: --format csv has them.")]
                : [],
            new ResultTable("All requests", Rates[1..], [Values(all, Rates[1..])]),
            new ResultTable("Each objective", ["metric", "measured", "held"],
            [
                .. all.GetProperty("per_metric").EnumerateObject().Select(metric => (object?[])[
                    metric.Name, .. Values(metric.Value, ["measured", "held"])]),
            ]),
        ];
    }

    // Within 80 columns, with names as long as there is room for.
    private static ResultTable ByModel(string title, JsonElement all, List<JsonElement> models)
    {
        List<(string Name, object?[] Values)> rows =
        [
            ("all requests", Values(all, Shown)),
            .. models.Take(ModelsShown).Select(model => (model.GetProperty("name").GetString()!, Values(model, Shown))),
        ];
        var numbers = Shown.Select((heading, i) => rows.Select(row => Length(row.Values[i])).Append(heading.Length).Max()).Sum();
        var room = Math.Clamp(Width - numbers - (3 * Shown.Length) - 4, ShortestName, LongestName);
        return new ResultTable(
            title, ["model", .. Shown], [.. rows.Select(row => (object?[])[FigureNames.Label(row.Name, room), .. row.Values])]);
    }

    private static int Length(object? value) => value is long whole ? InvariantText.Whole(whole).Length : LongestDecimal;

    private static object?[] PerMetric(JsonElement of) =>
        [.. of.GetProperty("per_metric").EnumerateObject().SelectMany(metric => Values(metric.Value, ["measured", "held"]))];

    private static object?[] Values(JsonElement of, string[] names) => Array.ConvertAll(names, name => Value(of.GetProperty(name)));

    private static object? Value(JsonElement value, bool isWhole = true) => value.ValueKind == JsonValueKind.Null ? null
        : isWhole && value.TryGetInt64(out var whole) ? whole : value.GetDouble();
}
