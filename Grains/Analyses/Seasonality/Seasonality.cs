using LlmWorkload.Analyses;
using LlmWorkload.Columns;

[assembly: Analysis(typeof(Seasonality))]

namespace LlmWorkload.Analyses;

/// <summary>Requests by hour of day and weekday: counts, and means over the dates of each weekday.</summary>
internal sealed class Seasonality : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("seasonality");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => [HourlyCounts.Kernel];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var counts = HourlyCounts.Sum((await data.AskTogetherAsync<HourlyCounts.Answer>(new HourlyCounts.Question()))
            .Select(each => each.Answer));
        var (first, last) = (data.Catalog.First / TimeSpan.TicksPerDay, data.Catalog.Last / TimeSpan.TicksPerDay);
        var days = new long[HourlyCounts.Weekdays];
        for (var date = first; date <= last; date++) days[date % HourlyCounts.Weekdays]++;
        var means = new double?[counts.Length];
        var peak = 0;
        for (var hour = 0; hour < counts.Length; hour++)
        {
            var dates = days[hour / HourlyCounts.Hours];
            means[hour] = dates == 0 ? null : (double)counts[hour] / dates;
            if (means[hour] > (means[peak] ?? -1)) peak = hour;
        }

        var summary = JsonText.Object(json =>
        {
            json.WriteString("first_date", InvariantText.Date(first));
            json.WriteString("last_date", InvariantText.Date(last));
            json.List("days", days);
            json.Table("counts", HourlyCounts.Weekdays, HourlyCounts.Hours, (day, hour) => counts[(day * HourlyCounts.Hours) + hour]);
            json.Table("mean", HourlyCounts.Weekdays, HourlyCounts.Hours, (day, hour) => means[(day * HourlyCounts.Hours) + hour]);
            json.Object("peak", item =>
            {
                item.WriteNumber("weekday", peak / HourlyCounts.Hours);
                item.WriteNumber("hour", peak % HourlyCounts.Hours);
                item.Number("mean", means[peak]);
            });
        });
        return new AnalysisRun(summary, [SeasonalityFigure.Of(Info.Folder, counts, means)]);
    }
}
