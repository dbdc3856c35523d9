using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Kernels;
using LlmWorkload.Scopes;
using LlmWorkload.Segments;

namespace LlmWorkload.Comparison;

/// <summary>A side whose models and partitions of users are asked.</summary>
internal sealed class DatasetSide : ISide
{
    private readonly AnalysisData _grains;
    private readonly KernelScheduler _scheduler;
    private readonly IReadOnlyList<CatalogModel> _models;
    private readonly IReadOnlyList<ComparisonKernels.UsersAnswer> _users;

    private DatasetSide(
        AnalysisData grains, KernelScheduler scheduler, IReadOnlyList<CatalogModel> models, SideTotals totals,
        IReadOnlyList<ComparisonKernels.UsersAnswer> users)
    {
        (_grains, _scheduler, _models, _users) = (grains, scheduler, models, users);
        Totals = totals;
    }

    /// <inheritdoc/>
    public SideTotals Totals { get; }

    /// <summary>What was asked for and the dataset does not have, in words.</summary>
    public IReadOnlyList<string> Unknown => _grains.Catalog.Scope?.Unknown ?? [];

    /// <summary>A side of the rows of a catalog, of which there may be none.</summary>
    public static async Task<DatasetSide> OfAsync(DatasetCatalog catalog, IGrainFactory grains, KernelScheduler scheduler)
    {
        var data = new AnalysisData(catalog, new AnalysisOptions(), grains);
        var users = data.AskPartitionsAsync<ComparisonKernels.UsersAnswer>(new ComparisonKernels.UsersQuestion());
        var answers = await data.AskAsync<ComparisonKernels.CountsAnswer>(new ComparisonKernels.CountsQuestion());
        var models = catalog.Models.Zip(answers, (model, counts) => (Model: model, Counts: counts))
            .Where(each => each.Counts.Requests > 0)
            .OrderByDescending(each => each.Counts.Requests)
            .ThenBy(each => each.Model.Id, StringComparer.Ordinal)
            .ToList();
        var ofUsers = await users;
        var totals = new SideTotals(
            catalog.Scope ?? ResolvedScope.Whole(catalog.Rows),
            models.Aggregate((Int128)0, (sum, each) => sum + each.Counts.InputTokens),
            models.Aggregate((Int128)0, (sum, each) => sum + each.Counts.OutputTokens),
            ofUsers.Sum(partition => partition.Users),
            models.Count == 0 ? 0 : models.Min(each => each.Counts.First),
            models.Count == 0 ? 0 : models.Max(each => each.Counts.Last),
            Sums(24, models.Select(each => each.Counts.ByHour)),
            Sums(7, models.Select(each => each.Counts.ByWeekday)),
            [.. models.SelectMany(each => each.Counts.Functions).GroupBy(each => each.Key, StringComparer.Ordinal)
                .OrderBy(function => function.Key, StringComparer.Ordinal)
                .Select(function => (function.Key, function.Sum(each => each.Value)))],
            [.. models.Select(each => new SideModel(
                each.Model.Id, each.Model.Name, each.Counts.Requests, each.Counts.InputTokens + each.Counts.OutputTokens))]);
        return new DatasetSide(data, scheduler, [.. models.Select(each => each.Model)], totals, ofUsers);
    }

    /// <inheritdoc/>
    public async Task<SideDistribution> OfAsync(ComparedDistribution distribution)
    {
        if (distribution == ComparedDistribution.InterArrival) return await InterArrivalsAsync();
        if (distribution == ComparedDistribution.InterArrivalPerUser) return await InterArrivalsPerUserAsync();
        var answers = await AskAsync<ComparisonKernels.FrequenciesAnswer>(
            new ComparisonKernels.FrequenciesQuestion(distribution.Name));
        return await _scheduler.RunAsync(() => SideDistribution.Of([.. answers.Select(answer => answer.Frequencies)]));
    }

    // The sequence of all models is none of theirs: all starts are put in one order.
    private async Task<SideDistribution> InterArrivalsAsync()
    {
        var starts = await AskAsync<ColumnValues.AllAnswer>(new ColumnValues.AllQuestion(ColumnId.Started));
        var models = starts.Select(answer => _scheduler.RunAsync(
            () => InterArrivals(PackedIntegers.Decode(answer.Sorted)).Encode())).ToList();
        var overall = await _scheduler.RunAsync(() => InterArrivals(ColumnValues.Sorted(starts)));
        return new SideDistribution(overall, await Task.WhenAll(models));
    }

    private async Task<SideDistribution> InterArrivalsPerUserAsync()
    {
        var answers = await AskAsync<InterArrivalKernels.CurveAnswer>(new InterArrivalKernels.CurveQuestion(PerUser: true));
        return await _scheduler.RunAsync(() => new SideDistribution(
            FrequencyMap.Merge([.. _users.Select(partition => partition.InterArrivals)]),
            [.. answers.Select(answer => answer.Ticks)]));
    }

    private async Task<IReadOnlyList<TAnswer>> AskAsync<TAnswer>(Models.ModelQuestion question)
        where TAnswer : Models.ModelAnswer => await _grains.AskAsync<TAnswer>(_models, question);

    // In place: the differences of starts that ascend.
    private static FrequencyMap InterArrivals(long[] started)
    {
        for (var i = 0; i + 1 < started.Length; i++) started[i] = started[i + 1] - started[i];
        return FrequencyMap.Of(started.AsSpan(0, Math.Max(0, started.Length - 1)));
    }

    private static long[] Sums(int keys, IEnumerable<long[]> counts) =>
        counts.Aggregate(new long[keys], (sum, each) => [.. sum.Zip(each, (one, other) => one + other)]);
}
