using System.Globalization;
using System.Text.Json;
using LlmWorkload.Analyses;

namespace LlmWorkload.Output;

/// <summary>Series as tables: a line for each bucket, with a bar.</summary>
internal static class SeriesTables
{
    /// <summary>The folder of the analysis.</summary>
    public const string Folder = "series";

    private const int WidestBar = 6;

    private static readonly string[] Eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

    /// <summary>First the table with everything, a row for each series and bucket; then one for people for each series.</summary>
    /// <param name="summary">The summary of the analysis.</param>
    /// <param name="show">The numbers that people want to see; null for the usual ones.</param>
    public static ResultTable[] Of(byte[] summary, string? show)
    {
        using var json = JsonDocument.Parse(summary);
        if (Unavailable.In(json.RootElement) is { } unavailable) return [unavailable, unavailable];
        var by = json.RootElement.GetProperty("by").GetString();
        var width = json.RootElement.GetProperty("every_seconds").GetInt64();
        var every = SeriesWidth.Text(width);
        var series = json.RootElement.GetProperty("series").EnumerateArray().ToList();
        var shown = SeriesNumbers.Parse(show);
        return
        [
            new ResultTable(null, SeriesListing.Of(series)),
            .. series.Select((one, place) => Shown(
                place == 0 ? $"All requests per {every}" : $"{NameOf(one)} ({by}), per {every}", one, shown, hasSeconds: width % 60 > 0)),
        ];
    }

    private static ResultTable Shown(string title, JsonElement series, IReadOnlyList<string> shown, bool hasSeconds)
    {
        var buckets = series.GetProperty("buckets").EnumerateArray().ToList();
        var most = buckets.Max(bucket => Convert.ToDouble(SeriesListing.Value(bucket, shown[0]) ?? 0.0, CultureInfo.InvariantCulture));
        return new ResultTable(title, ["start", .. shown, ""],
        [
            .. buckets.Select(bucket => (object?[])
            [
                Start(bucket.GetProperty("start").GetString()!, hasSeconds),
                .. shown.Select(name => SeriesListing.Value(bucket, name)),
                Bar(Convert.ToDouble(SeriesListing.Value(bucket, shown[0]) ?? 0.0, CultureInfo.InvariantCulture), most),
            ]),
        ]);
    }

    private static string NameOf(JsonElement series) => series.GetProperty("key").GetString()
        ?? (series.GetProperty("others").GetBoolean() ? "All others" : "Missing");

    private static string Start(string instant, bool hasSeconds) => instant[..(hasSeconds ? 19 : 16)].Replace('T', ' ');

    private static string Bar(double value, double most)
    {
        if (!(most > 0)) return "";
        var (whole, rest) = Math.DivRem((int)Math.Round(value / most * WidestBar * Eighths.Length), Eighths.Length);
        return new string('█', whole) + Eighths[rest];
    }
}
