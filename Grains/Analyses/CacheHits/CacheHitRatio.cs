using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(CacheHitRatio))]

namespace LlmWorkload.Analyses;

/// <summary>How much of the input comes from a cache: distributions over requests, and means of models and users.</summary>
internal sealed class CacheHitRatio : IAnalysis
{
    private const long Short = 1_000;
    private const long Long = 8_000;
    private const int LeastOfModel = 101;

    private static readonly (string Key, HitRatios.TokenRange Range)[] Ranges =
    [
        ("all", new(1, long.MaxValue)), ($"input_below_{Short}", new(1, Short)), ($"input_from_{Long}", new(Long, long.MaxValue)),
    ];

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("cache-hit-ratio");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => [HitRatios.Kernel, MeanHitRatios.Models];

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels => [MeanHitRatios.Users];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        if (await Needs.AllAsync(data, ColumnId.InputTokens, ColumnId.CachedTokens) is { } unavailable) return unavailable;
        var series = new List<Series>();
        foreach (var (key, range) in Ranges) series.Add(await OfAllAsync(data, key, range));
        foreach (var model in data.HighlightedModels()) series.Add(await OfModelAsync(data, model));
        var means = await data.AskAsync<MeanHitRatios.Answer>(new MeanHitRatios.Question());
        var models = data.Catalog.Models.Zip(means, (model, answer) => (Model: model, Answer: answer)).ToList();
        double[] users =
        [
            .. (await data.AskPartitionsAsync<MeanHitRatios.UsersAnswer>(new MeanHitRatios.UsersQuestion()))
                .SelectMany(answer => answer.Means).Order(),
        ];
        var summary = JsonText.Object(json =>
        {
            json.List("series", series, static (item, each) => each.Write(item));
            json.Models(
                models, answer => answer.N >= LeastOfModel, (item, _, answer) =>
                {
                    item.WriteNumber("n", answer.N);
                    item.WriteNumber("hit_ratio_mean", answer.Mean);
                },
                answer => $"{answer.N} requests with input tokens and cached tokens, of {LeastOfModel}");
            json.Object("users", item =>
            {
                item.WriteNumber("n", users.Length);
                item.Statistics("hit_ratio_mean", Summaries.OfSorted(users));
            });
        });
        var path = $"{Info.Folder}/hit_ratio_cdf";
        var ofUsers = $"{Info.Folder}/users_hit_ratio_mean_cdf";
        return new AnalysisRun(
            summary,
            [
                FigurePlan.Of(path, () => UnitCdf.Of(
                    path, "Hit ratio of requests", "Cached input tokens / input tokens", "hit_ratio",
                    [.. series.Where(each => each.Ratios.N > 0).Select(each => each.Curve(data))], data.Options.ThinData))
                    .Unless(WorthDrawing.OneValue(series[0].Ratios, "hit ratios")),
                FigurePlan.Of(ofUsers, () => UnitCdf.Of(
                    ofUsers, "Mean hit ratio of users", "Mean hit ratio of a user", "hit_ratio_mean",
                    [CdfFigures.Curve.OfSorted<double>("users", users)], data.Options.ThinData))
                    .Unless(WorthDrawing.OneValue(Summaries.OfSorted(users), "users with enough requests")),
            ]);
    }

    private static async Task<Series> OfAllAsync(AnalysisData data, string key, HitRatios.TokenRange range)
    {
        var answers = await data.AskTogetherAsync<HitRatios.Answer>(new HitRatios.Question(range));
        return await data.MergeAsync(() => Series.Of(key, null, HitRatios.Merge([.. answers.Select(each => each.Answer)])));
    }

    private static async Task<Series> OfModelAsync(AnalysisData data, CatalogModel model)
    {
        var answer = await data.AskAsync<HitRatios.Answer>(model, new HitRatios.Question(Ranges[0].Range));
        return await data.MergeAsync(() => Series.Of("model", model, answer));
    }

    /// <summary>The hit ratios of a part of the requests.</summary>
    private sealed record Series(string Key, CatalogModel? Model, Statistics Ratios, HitRatios.Answer Answer, long Zero)
    {
        public static Series Of(string key, CatalogModel? model, HitRatios.Answer answer)
        {
            var map = FrequencyMap.Decode(answer.Ratios);
            return new Series(
                key, model, Summaries.OfSorted(answer.Sorted()), answer, map.N > 0 && map.Values[0] == 0 ? map.Counts[0] : 0);
        }

        public CdfFigures.Curve Curve(AnalysisData data) =>
            CdfFigures.Curve.OfSorted<double>(
                Model is null ? Key.Replace('_', ' ') : data.LabelOf(Model), Answer.Sorted()) with
            {
                Colour = Key == "all" ? FigureSeries.Whole : Model is null ? null : data.ColourOf(Model),
            };

        public void Write(System.Text.Json.Utf8JsonWriter json)
        {
            json.WriteString("key", Key);
            json.WriteString("id", Model?.Id);
            json.WriteString("name", Model?.Name);
            json.WriteNumber("n", Ratios.N);
            json.Statistics("hit_ratio", Ratios);
            json.Number("token_weighted", Ratios.N == 0 ? null : (double)Answer.Hit / (double)Answer.Input);
            json.Number("share_zero", Ratios.N == 0 ? null : (double)Zero / Ratios.N);
            json.Number("share_full", Ratios.N == 0 ? null : (double)Answer.Full / Ratios.N);
        }
    }
}
