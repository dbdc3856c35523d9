using System.Globalization;
using System.Text.Json;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The <c>summary.json</c> of an analysis of inter-arrival times.</summary>
internal static class InterArrivalSummary
{
    public static byte[] Write(IReadOnlyList<InterArrivalModel> models) => SummaryJson.Object(json =>
    {
        json.List("models", models.Where(each => each.IsListed), WriteModel);
        json.List("skipped", models.Where(each => !each.IsListed), (item, each) => WriteAbsence(item, each, "fewer than 2 requests"));

        // A model that is listed can lack the items that need more than it has.
        json.List("absent", models.Where(each => each.IsListed && each.Statistics.Pairs == 0), (item, each) => WriteAbsence(item, each, Lack(each)));
    });

    /// <summary>A date of the calendar from the days since 0001-01-01.</summary>
    public static string Date(int day) => DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void WriteModel(Utf8JsonWriter json, InterArrivalModel each)
    {
        var statistics = each.Statistics;
        json.WriteString("id", each.Model.Id);
        json.WriteString("name", each.Model.Name);
        json.WriteNumber("requests", each.Model.Requests);
        json.Statistics("inter_arrival_seconds", statistics.Seconds);
        json.WriteNumber("pairs", statistics.Pairs);
        json.Number("pearson", statistics.Pearson);
        json.Number("spearman", statistics.Spearman);
        json.Number("spearman_p", statistics.SpearmanP);
        json.List("by_hour", statistics.Hours.Zip(statistics.ByHour), (item, hour) =>
        {
            item.WriteNumber("hour", hour.First);
            WriteBox(item, hour.Second);
        });
        json.List("by_date", statistics.Days.Zip(statistics.ByDate), (item, date) =>
        {
            item.WriteString("date", Date(date.First));
            WriteBox(item, date.Second);
        });
    }

    private static void WriteBox(Utf8JsonWriter json, BoxStatistics box)
    {
        json.WriteNumber("n", box.N);
        json.WriteNumber("mean", box.Mean);
        json.WriteNumber("p10", box.P10);
        json.WriteNumber("p25", box.P25);
        json.WriteNumber("median", box.Median);
        json.WriteNumber("p75", box.P75);
        json.WriteNumber("p90", box.P90);
    }

    private static void WriteAbsence(Utf8JsonWriter json, InterArrivalModel each, string reason)
    {
        json.WriteString("id", each.Model.Id);
        json.WriteString("name", each.Model.Name);
        json.WriteString("reason", reason);
    }

    private static string Lack(InterArrivalModel each) => (each.Statistics.Seconds.N, each.Mode.PerUser) switch
    {
        (0, _) => "no user with 2 requests: no inter-arrival times",
        (_, true) => "no user with 3 requests: no lag-1 pairs",
        _ => "fewer than 3 requests: no lag-1 pairs",
    };
}
