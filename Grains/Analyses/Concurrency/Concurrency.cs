using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Segments;
using LlmWorkload.Users;

[assembly: Analysis(typeof(Concurrency))]

namespace LlmWorkload.Analyses;

/// <summary>How many requests are in progress at a time: of all, and of each model, user and instance.</summary>
internal sealed class Concurrency : IAnalysis
{
    // What models send of the users of a slice takes some bytes a row.
    private const long RowsOfSlice = 1 << 21;

    private const string All = "all requests";

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("concurrency");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels =>
        [.. IntervalRanges.Kernels, .. ModelLevels.Kernels, UserIntervals.Kernel, InstanceCounts.Kernel];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        if (await Needs.AllAsync(data, ColumnId.Duration) is { } unavailable) return unavailable;
        var drawn = data.DrawnModels();
        var outline = await IntervalRanges.OutlineAsync(data);
        var ranges = await IntervalRanges.PartAsync(data, outline, IntervalRanges.MostAtOnce);
        var minutes = new MinuteTally();
        var sweep = new LevelSweep(minutes);
        await IntervalRanges.VisitAsync(data, ranges, outline.Longest, null, (_, starts, ends) => sweep.Add(starts, ends));
        var levels = sweep.End();
        var all = LevelNumbers.Of(outline.Counts, levels);
        var models = data.Catalog.Models.Zip(
            await data.AskAsync<ModelLevels.Answer>(new ModelLevels.Question()),
            (model, answer) => (Model: model, answer.Numbers)).ToList();
        var users = await OfUsersAsync(data);
        var instances = await OfInstancesAsync(data, ranges, outline.Longest);
        var summary = JsonText.Object(json =>
        {
            json.Object("all", all.Write);
            json.Models(models, _ => true, (item, _, numbers) => numbers.Write(item), _ => "");
            json.Object("users", item =>
            {
                item.WriteNumber("n", users.Mean.N);
                item.Statistics("mean", users.Mean);
                item.Statistics("max", users.Max);
                item.List("top", users.Top, (each, user) =>
                {
                    each.WriteString("user", user.Id);
                    user.Numbers.Write(each);
                });
            });
            if (instances is null) json.WriteNull("instances");
            else
            {
                json.List("instances", instances, (each, instance) =>
                {
                    each.WriteString("instance", instance.Id);
                    instance.Numbers.Write(each);
                });
            }
        });
        var byId = models.ToDictionary(each => each.Model.Id, each => each.Numbers);
        return new AnalysisRun(summary, all.Span is null ? [] : [.. Figures(
            data, [.. drawn.Where(model => byId[model.Id].Span is not null)],
            new ModelLevels.SeriesAnswer(levels, minutes.End()))]);
    }

    private static Task<UserLevels> OfUsersAsync(AnalysisData data) => UserLevels.OfAsync(
        data, (int)((data.Catalog.Rows - 1) / RowsOfSlice) + 1, async hashes =>
        {
            var ids = await UserIds.OfAsync(
                hashes, data.Catalog.Options.Partitions, (user, question) => data.AskPartitionAsync<UserIds.Answer>(user, question));
            return user => UserIds.Of(ids, user);
        });

    private static async Task<IReadOnlyList<(string Id, LevelNumbers Numbers)>?> OfInstancesAsync(
        AnalysisData data, IReadOnlyList<TimeRange> ranges, long longest)
    {
        if (!(await PresentColumns.OfAsync(data, ColumnId.Instance))[0]) return null;
        IModelAnswers models = data;
        var counts = InstanceCounts.Sum(await models.AskAsync<InstanceCounts.Answer>(new InstanceCounts.Question()));
        var listed = counts.Names.Zip(counts.Counts).Where(each => each.Second.Intervals >= UserLevels.LeastIntervals)
            .OrderByDescending(each => each.Second.Requests).ThenBy(each => each.First, StringComparer.Ordinal).Take(UserLevels.Most)
            .ToList();
        if (listed.Count == 0) return [];
        var sweeps = listed.ConvertAll(_ => new LevelSweep());
        await IntervalRanges.VisitAsync(
            models, ranges, longest, [.. listed.Select(each => each.First)], (at, starts, ends) => sweeps[at].Add(starts, ends));
        return [.. listed.Zip(sweeps, (each, sweep) => (each.First, LevelNumbers.Of(each.Second, sweep.End())))];
    }

    private IEnumerable<FigurePlan> Figures(AnalysisData data, CatalogModel[] drawn, ModelLevels.SeriesAnswer all)
    {
        // A model may have the name that the figure of all requests has.
        const string Whole = "\0";
        var files = FigureNames.Unique(data.Catalog.Models.Select(model => (model.Id, model.Name)).Prepend((Whole, "all")));
        yield return FigurePlan.Of(
            PathOf(Whole), () => ConcurrencyFigures.ByMinute(PathOf(Whole), All, all.Minutes));
        foreach (var model in drawn)
        {
            yield return new FigurePlan(PathOf(model.Id), async () =>
            {
                var series = await data.AskAsync<ModelLevels.SeriesAnswer>(model, new ModelLevels.SeriesQuestion());
                return await Task.Run(() => ConcurrencyFigures.ByMinute(PathOf(model.Id), data.TitleOf(model), series.Minutes));
            });
        }

        var path = $"{Info.Folder}/level_cdf";
        yield return new FigurePlan(path, async () =>
        {
            var lines = new List<(string Label, int? Colour, SweptLevels Levels)> { (All, FigureSeries.Whole, all.Levels) };

            // A single model that has all requests is no line of its own.
            foreach (var model in data.Catalog.Models.Count == 1 ? [] : drawn)
            {
                var series = await data.AskAsync<ModelLevels.SeriesAnswer>(model, new ModelLevels.SeriesQuestion());
                lines.Add((data.LabelOf(model), data.ColourOf(model), series.Levels));
            }

            return ConcurrencyFigures.ByLevel(path, lines);
        });

        string PathOf(string id) => $"{Info.Folder}/{Info.Folder}_{files[id]}";
    }
}
