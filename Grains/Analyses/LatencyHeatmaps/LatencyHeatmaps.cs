using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Figures;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(LatencyHeatmaps))]

namespace LlmWorkload.Analyses;

/// <summary>Medians of ttft and duration by input and output tokens, and of ttft by input tokens and hit ratio.</summary>
internal sealed class LatencyHeatmaps : IAnalysis
{
    private const double Tenth = 0.1;

    private static readonly (string Key, string Title, ColumnId Time, bool IsByHit)[] Maps =
    [
        ("ttft_p50", "Time to first token by input and output tokens", ColumnId.Ttft, false),
        ("duration_p50", "Duration by input and output tokens", ColumnId.Duration, false),
        ("ttft_p50_by_hit", "Time to first token by input tokens and hit ratio", ColumnId.Ttft, true),
    ];

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("latency-heatmaps");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => [HeatCells.Kernel];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        if (await Needs.AllAsync(data, ColumnId.InputTokens) is { } unavailable) return unavailable;
        var maps = new List<(string Key, HeatMap? Map)>();
        var figures = new List<FigurePlan>();
        foreach (var (key, title, time, isByHit) in Maps)
        {
            var map = await MapAsync(data, time, isByHit);
            maps.Add((key, map));
            if (map is not null) figures.Add(HeatMapFigure.Of($"{Info.Folder}/{key}", title, map, isByHit));
        }

        var summary = JsonText.Object(json =>
        {
            foreach (var (key, map) in maps)
            {
                if (map is null) json.WriteNull(key);
                else map.Write(json, key);
            }
        });
        return new AnalysisRun(summary, figures);
    }

    private static async Task<HeatMap?> MapAsync(AnalysisData data, ColumnId time, bool isByHit)
    {
        var present = await PresentColumns.OfAsync(data, time, isByHit ? ColumnId.CachedTokens : ColumnId.OutputTokens);
        if (present.Contains(false)) return null;
        var cells = data.Options.Cells;
        var answers = await data.AskTogetherAsync<HeatCells.Answer>(new HeatCells.Question(time, isByHit, cells));
        return await data.MergeAsync(() => HeatMap.Of(
            HeatCells.Merge([.. answers.Select(each => each.Answer)]).Cells, isByHit ? cells.LeastByHit : cells.Least, cells.Input,
            isByHit ? Tenth : cells.Output));
    }
}
