using System.Text.Json;

namespace LlmWorkload.Analyses;

/// <summary>The <c>summary.json</c> of an analysis of inter-arrival times.</summary>
internal static class InterArrivalSummary
{
    public static byte[] Write(IReadOnlyList<InterArrivalModel> models) => JsonText.Object(json =>
    {
        if (models.Select(each => each.Clock).FirstOrDefault() is { } clock) json.WriteString("report_time_zone", clock.Zone);
        json.List("models", models.Where(each => each.IsListed), WriteModel);
        json.List("skipped", models.Where(each => !each.IsListed), (item, each) => item.Model(each.Model, "fewer than 2 requests"));

        // A listed model can lack items: some need more requests than it has.
        json.List("absent", models.Where(each => each.IsListed && each.Statistics.Pairs == 0),
            (item, each) => item.Model(each.Model, Lack(each)));
    });

    private static void WriteModel(Utf8JsonWriter json, InterArrivalModel each)
    {
        var statistics = each.Statistics;
        json.Model(each.Model);
        json.WriteNumber("requests", each.Model.Requests);
        json.Statistics("inter_arrival_seconds", statistics.Seconds);
        json.WriteNumber("below_1ms", statistics.BelowMillisecond);
        json.WriteNumber("pairs", statistics.Pairs);
        json.Number("pearson", statistics.Pearson);
        json.Number("spearman", statistics.Spearman);
        json.Number("spearman_p", statistics.SpearmanP);
        json.List("by_hour", statistics.Hours.Zip(statistics.ByHour), (item, hour) =>
        {
            item.WriteNumber("hour", hour.First);
            item.Box(hour.Second);
        });
        json.List("by_date", statistics.Days.Zip(statistics.ByDate), (item, date) =>
        {
            item.WriteString("date", InvariantText.Date(date.First));
            item.Box(date.Second);
        });
    }

    private static string Lack(InterArrivalModel each) => (each.Statistics.Seconds.N, each.Mode.PerUser) switch
    {
        (0, _) => "no user with 2 requests: no inter-arrival times",
        (_, true) => "no user with 3 requests: no lag-1 pairs",
        _ => "fewer than 3 requests: no lag-1 pairs",
    };
}
