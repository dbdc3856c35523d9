using System.Text.Json;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>How evenly the instances of each model are loaded, and what a loaded instance costs in latency.</summary>
internal sealed class InstanceBalance : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("instance-balance");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => [BalanceKernel.Kernel];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        if (await Needs.AllAsync(data, ColumnId.Instance) is { } unavailable) return unavailable;
        var answers = await data.AskAsync<BalanceKernel.Answer>(new BalanceKernel.Question());
        var models = data.Catalog.Models.Zip(answers, (model, answer) => (Model: model, Answer: answer)).ToList();
        var summary = JsonText.Object(json => json.Models(
            models, answer => answer.Instances > 0, (item, _, answer) => Write(item, answer), _ => "no request has an instance"));
        var drawn = data.DrawnIds();
        return new AnalysisRun(
            summary,
            [
                .. models.Where(each => drawn.Contains(each.Model.Id) && each.Answer.Instances > 0).SelectMany(
                    each => BalanceFigures.Of($"{Info.Folder}/{data.FolderOf(each.Model)}", data.TitleOf(each.Model), each.Answer)),
            ]);
    }

    private static void Write(Utf8JsonWriter json, BalanceKernel.Answer answer)
    {
        json.WriteNumber("instances", answer.Instances);
        json.WriteNumber("minutes", answer.Minutes.Length);
        json.WriteNumber("balanced_minutes", answer.Minutes.Count(minute => minute.IsBalanced));
        json.Statistics("active", Summaries.Of(FrequencyMap.Of(answer.Minutes.Select(minute => (long)minute.Active).ToArray())));
        json.Statistics("max_mean_tokens", Statistics(minute => minute.MaxMeanTokens));
        json.Statistics("cv_tokens", Statistics(minute => minute.CvTokens));
        json.Statistics("jain_tokens", Statistics(minute => minute.JainTokens));
        json.Statistics("max_mean_requests", Statistics(minute => minute.MaxMeanRequests));
        json.List("by_hour", answer.Minutes.GroupBy(minute => minute.Hour), static (item, hour) =>
        {
            item.Instant("hour", hour.Key * TimeSpan.TicksPerHour);
            item.WriteNumber("requests", hour.Sum(minute => (long)minute.Requests));
            long[] active = [.. hour.Select(minute => (long)minute.Active).Order()];
            item.WriteNumber("active_median", Quantiles.OfSorted(active, 0.5));
            item.Number("max_mean_tokens", Mean(hour.Select(minute => minute.MaxMeanTokens)));
            item.Number("cv_tokens", Mean(hour.Select(minute => minute.CvTokens)));
            item.Number("jain_tokens", Mean(hour.Select(minute => minute.JainTokens)));
        });
        json.List("by_load", answer.Loads, static (item, load) =>
        {
            item.WriteNumber("from", load.From);
            item.WriteNumber("to", load.To);
            item.WriteNumber("n", load.N);
            item.Number("ttft_p90", load.Ttft);
            item.Number("decode_seconds_p90", load.Decode);
            item.Number("decode_rate_p10", load.Rate);
        });

        Statistics Statistics(Func<BalanceKernel.Minute, double?> value) =>
            Summaries.OfSorted([.. answer.Minutes.Select(value).OfType<double>().Order()]);
    }

    private static double? Mean(IEnumerable<double?> values)
    {
        CompensatedSum sum = default;
        var n = 0;
        foreach (var value in values.OfType<double>())
        {
            sum.Add(value);
            n++;
        }

        return n == 0 ? null : sum.Value / n;
    }
}
