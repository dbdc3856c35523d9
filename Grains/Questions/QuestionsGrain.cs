using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Scopes;
using LlmWorkload.Users;
using Orleans.Concurrency;

namespace LlmWorkload.Questions;

/// <summary>Answers questions by asking the grains that know; see <see cref="IQuestionsGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class QuestionsGrain(KnownCatalogs catalogs) : Grain, IQuestionsGrain
{
    private const int MostAskedFor = 1_000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DatasetDescription>> DatasetsAsync()
    {
        var names = await GrainFactory.GetGrain<IDatasetIndexGrain>(GrainKeys.DatasetIndex).ListAsync();
        var outlines = await Task.WhenAll(names.Select(OutlineAsync));
        return
        [
            .. outlines.OfType<DatasetOutline>().Select(outline => new DatasetDescription(
                outline.Name, outline.Rows, outline.Models, outline.Files, outline.Complete, outline.First, outline.Last)),
        ];
    }

    /// <inheritdoc/>
    public Task<AnalysisResult> OverviewAsync(string dataset, Scope? scope) =>
        GrainFactory.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(dataset, "overview")).RunAsync(new AnalysisOptions(Scope: scope));

    /// <inheritdoc/>
    public async Task<DatasetSummary> SummaryAsync(string dataset, Scope? scope)
    {
        var analysis = GrainFactory.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(dataset, AnalysisInfo.Summary.Name));
        return DatasetSummary.Read(dataset, (await analysis.RunAsync(new AnalysisOptions(Scope: scope))).Summary);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ModelDescription>> RankModelsAsync(string dataset, Ranking by, int most, Scope? scope)
    {
        if (by == Ranking.Requests) return await ModelsAsync(dataset, most, scope);
        var models = await ModelsAsync(dataset, int.MaxValue, scope);
        CheckKnown(
            dataset, by, models.Any(model => model.Optional.Cost is not null), models.Any(model => model.Optional.Failed is not null));
        return
        [
            .. models.OrderByDescending(model => by switch
            {
                Ranking.Cost => model.Optional.Cost ?? -1,
                Ranking.Failed => model.Optional.Failed ?? 0,
                _ => (decimal)(model.Profile.InputTokens + model.Profile.OutputTokens),
            }).ThenBy(model => model.Id, StringComparer.Ordinal).Take(most),
        ];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UserTotals>> RankUsersAsync(string dataset, Ranking by, int from, int most, Scope? scope)
    {
        var catalog = await CatalogAsync(dataset, scope);
        var asked = await AskPartitionsAsync<UserSums.RankedAnswer>(catalog, new UserSums.RankedQuestion(by, Needed(from, most)));
        var hasOutcome = catalog.HasOutcome || asked.Any(answer => answer.HasFailed);
        CheckKnown(dataset, by, asked.Any(answer => answer.HasCost), hasOutcome);
        var users = await Task.Run(() => UserSums.Ranked(asked.SelectMany(answer => answer.Top), by).Skip(from).Take(most).ToList());
        return hasOutcome ? users : [.. users.Select(user => user with { Failed = null })];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ModelDescription>> ModelsAsync(string dataset, int most, Scope? scope)
    {
        var catalog = await CatalogAsync(dataset, scope);
        List<CatalogModel> models = [.. catalog.Models.Take(most)];
        List<CatalogModel> bucketed = [.. models.Where(model => model.IsBucketed)];
        var profiles = await new ModelCalls(catalog, GrainFactory).AskAsync<ModelProfile>(bucketed, new ProfileQuestion());
        var known = bucketed.Zip(profiles).ToDictionary(each => each.First.Id, each => each.Second, StringComparer.Ordinal);
        return await Task.WhenAll(models.Select(model => known.TryGetValue(model.Id, out var profile)
            ? Task.FromResult(Description(catalog, model, profile))
            : DescribeAsync(catalog, model)));
    }

    /// <inheritdoc/>
    public async Task<ModelDescription> ModelAsync(string dataset, string name, Scope? scope)
    {
        var catalog = await CatalogAsync(dataset, scope);
        return await DescribeAsync(catalog, Find(catalog, name));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UserCount>> UsersAsync(string dataset, int from, int most, Scope? scope)
    {
        var catalog = await CatalogAsync(dataset, scope);
        var answers = await AskPartitionsAsync<UserCounts.TopAnswer>(catalog, new UserCounts.TopQuestion(Needed(from, most)));
        return await Task.Run(() => UserCounts.ByRequests(answers.SelectMany(answer => answer.Top)).Skip(from).Take(most).ToList());
    }

    /// <inheritdoc/>
    public async Task<UserProfile> UserAsync(string dataset, string id, Scope? scope)
    {
        var catalog = await CatalogAsync(dataset, scope);
        var user = GrainFactory.GetGrain<IUserGrain>(GrainKeys.User(catalog.Name, id));
        if (await (catalog.Scope is null ? user.DescribeAsync() : user.DescribeWithinAsync(catalog)) is { } known) return known;
        var near = await AskPartitionsAsync<UserIds.NearestAnswer>(catalog with { Scope = null }, new UserIds.NearestQuestion(id));
        var nearest = NearestName.OrPartOf(id, [.. near.Select(answer => answer.Id).OfType<string>()]);
        throw new WorkloadException($"The dataset '{catalog.Name}' has no user '{id}'{(catalog.Scope is null ? "" : " in this scope")}"
            + $"{NearestName.Words(nearest)}.")
        { IsInput = true, Nearest = nearest };
    }

    /// <inheritdoc/>
    public Task<ClusterReport> ClusterAsync() => ClusterSurvey.OfAsync(GrainFactory);

    private static CatalogModel Find(DatasetCatalog catalog, string wanted)
    {
        if (catalog.Models.FirstOrDefault(model => model.Id == wanted) is { } byId) return byId;
        var found = ModelSearch.Find(catalog, wanted);
        return found is [var model]
            ? model
            : throw new WorkloadException(
                $"{found.Count} models of the dataset '{catalog.Name}' are called '{wanted}'; give an id: "
                    + $"{string.Join(", ", found.Select(each => each.Id))}.")
            { IsInput = true };
    }

    // Partitions keep their answers by question. From this many users on they are asked for all users, so that further pages are answered
    // already.
    private static int Needed(int from, int most) => (long)from + most is var needed && needed > MostAskedFor ? int.MaxValue : (int)needed;

    private static void CheckKnown(string dataset, Ranking by, bool hasCost, bool hasOutcome)
    {
        if (by == Ranking.Cost && !hasCost)
            throw new WorkloadException($"No request of the dataset '{dataset}' has a cost.") { IsInput = true };
        if (by == Ranking.Failed && !hasOutcome)
            throw new WorkloadException($"No log of the dataset '{dataset}' says which requests failed.") { IsInput = true };
    }

    private async Task<TAnswer[]> AskPartitionsAsync<TAnswer>(DatasetCatalog catalog, PartitionQuestion question)
        where TAnswer : PartitionAnswer =>
        Array.ConvertAll(await Task.WhenAll(Enumerable.Range(0, catalog.Options.Partitions).Select(number =>
            GrainFactory.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(catalog.RowsKey, number)).AskAsync(
                question, catalog.ViewOf(number)))), answer => (TAnswer)answer);

    private async Task<ModelDescription> DescribeAsync(DatasetCatalog catalog, CatalogModel model)
    {
        var profile = await GrainFactory.GetGrain<IModelGrain>(GrainKeys.Model(catalog.RowsKey, model.Id))
            .DescribeAsync(catalog.ViewOf(model));
        return Description(catalog, model, profile);
    }

    private static ModelDescription Description(DatasetCatalog catalog, CatalogModel model, ModelProfile profile) =>
        new(model.Id, model.Name, profile, catalog.HasOutcome);

    private Task<DatasetCatalog> CatalogAsync(string dataset, Scope? scope) => scope is null
        ? catalogs.FindAsync(GrainFactory, dataset)
        : GrainFactory.GetGrain<IScopeGrain>(GrainKeys.Dataset(dataset)).NarrowAsync(scope);

    private Task<DatasetOutline?> OutlineAsync(string dataset) =>
        GrainFactory.GetGrain<IDatasetGrain>(GrainKeys.Dataset(dataset)).OutlineAsync();
}
