using System.Text.Json;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(InstanceBalance))]

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
        json.WriteNumber("minutes", answer.Minutes);
        json.WriteNumber("balanced_minutes", answer.Balanced);
        json.Statistics("active", answer.Active);
        json.Statistics("max_mean_tokens", answer.MaxMeanTokens);
        json.Statistics("cv_tokens", answer.CvTokens);
        json.Statistics("jain_tokens", answer.JainTokens);
        json.Statistics("max_mean_requests", answer.MaxMeanRequests);
        json.List("by_hour", answer.Hours, static (item, hour) =>
        {
            item.Instant("hour", hour.Number * TimeSpan.TicksPerHour);
            item.WriteNumber("requests", hour.Requests);
            item.WriteNumber("active_median", hour.ActiveMedian);
            item.Number("max_mean_tokens", hour.MaxMeanTokens);
            item.Number("cv_tokens", hour.CvTokens);
            item.Number("jain_tokens", hour.JainTokens);
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
    }
}
