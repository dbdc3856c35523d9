using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Scopes;
using LlmWorkload.Users;
using Orleans.Concurrency;

namespace LlmWorkload.Questions;

/// <summary>Answers questions by asking the grains that know; see <see cref="IQuestionsGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class QuestionsGrain : Grain, IQuestionsGrain
{
    // Partitions keep their answers by question. From this many users on they are asked for all users, so that further pages are answered
    // already.
    private const int MostAskedFor = 1_000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DatasetDescription>> DatasetsAsync()
    {
        var names = await GrainFactory.GetGrain<IDatasetIndexGrain>(GrainKeys.DatasetIndex).ListAsync();
        var catalogs = await Task.WhenAll(names.Select(FindAsync));
        return
        [
            .. catalogs.OfType<DatasetCatalog>().Select(catalog => new DatasetDescription(
                catalog.Name, catalog.Rows, catalog.Models.Count, catalog.Files.Count, catalog.Files.All(file => file.Complete),
                catalog.First, catalog.Last)),
        ];
    }

    /// <inheritdoc/>
    public Task<AnalysisResult> OverviewAsync(string dataset, Scope? scope) =>
        GrainFactory.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(dataset, "overview")).RunAsync(new AnalysisOptions(Scope: scope));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ModelDescription>> ModelsAsync(string dataset, int most, Scope? scope)
    {
        var catalog = await CatalogAsync(dataset, scope);
        return await Task.WhenAll(catalog.Models.Take(most).Select(model => DescribeAsync(catalog, model)));
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
        var needed = (long)from + most;
        var question = new UserCounts.TopQuestion(needed > MostAskedFor ? int.MaxValue : (int)needed);
        var answers = await Task.WhenAll(Enumerable.Range(0, catalog.Options.Partitions).Select(number =>
            GrainFactory.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(catalog.RowsKey, number)).AskAsync(
                question, catalog.ViewOf(number))));
        return await Task.Run(() => UserCounts.ByRequests(answers.Cast<UserCounts.TopAnswer>().SelectMany(answer => answer.Top)).Skip(from)
            .Take(most).ToList());
    }

    /// <inheritdoc/>
    public async Task<UserProfile> UserAsync(string dataset, string id, Scope? scope)
    {
        var catalog = await CatalogAsync(dataset, scope);
        var user = GrainFactory.GetGrain<IUserGrain>(GrainKeys.User(catalog.Name, id));
        return await (catalog.Scope is null ? user.DescribeAsync() : user.DescribeWithinAsync(catalog))
            ?? throw new WorkloadException(
                $"The dataset '{catalog.Name}' has no user '{id}'{(catalog.Scope is null ? "" : " in this scope")}.") { IsInput = true };
    }

    /// <inheritdoc/>
    public Task<ClusterReport> ClusterAsync() => ClusterSurvey.OfAsync(GrainFactory);

    private static CatalogModel Find(DatasetCatalog catalog, string wanted)
    {
        if (catalog.Models.FirstOrDefault(model => model.Id == wanted) is { } byId) return byId;
        var byName = catalog.Models.Where(model => model.Name == wanted).ToList();
        return byName switch
        {
            [var model] => model,
            [] => throw new WorkloadException($"The dataset '{catalog.Name}' has no model '{wanted}'.") { IsInput = true },
            _ => throw new WorkloadException(
                $"{byName.Count} models of the dataset '{catalog.Name}' are called '{wanted}'; give an id: "
                    + $"{string.Join(", ", byName.Select(model => model.Id))}.")
            { IsInput = true },
        };
    }

    private async Task<ModelDescription> DescribeAsync(DatasetCatalog catalog, CatalogModel model)
    {
        var profile = await GrainFactory.GetGrain<IModelGrain>(GrainKeys.Model(catalog.RowsKey, model.Id))
            .DescribeAsync(catalog.ViewOf(model));
        return new ModelDescription(model.Id, model.Name, profile, catalog.HasOutcome);
    }

    private async Task<DatasetCatalog> CatalogAsync(string dataset, Scope? scope) => scope is not null
        ? await GrainFactory.GetGrain<IScopeGrain>(GrainKeys.Dataset(dataset)).NarrowAsync(scope)
        : await FindAsync(dataset) ?? throw new WorkloadException($"There is no dataset '{dataset}'.") { IsInput = true };

    private Task<DatasetCatalog?> FindAsync(string dataset) =>
        GrainFactory.GetGrain<IDatasetGrain>(GrainKeys.Dataset(dataset)).DescribeAsync();
}
