using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Users;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// A question that <c>llmwl query</c> answers, as the calls of grains that the command makes: the catalog first, then whom it names.
/// </summary>
/// <param name="Name">What is asked.</param>
/// <param name="AskAsync">Asks it.</param>
internal sealed record Question(string Name, Func<IGrainFactory, Task> AskAsync)
{
    private const int Top = 10;

    /// <summary>
    /// The questions about a dataset: the catalog, which all of them need, its largest model, one in the middle of the models by requests,
    /// its busiest user, overview and top models.
    /// </summary>
    public static async Task<IReadOnlyList<Question>> AllAsync(IGrainFactory grains, string dataset)
    {
        var catalog = await CatalogAsync(grains, dataset);
        var (largest, middle) = (catalog.Models[0], catalog.Models[catalog.Models.Count / 2]);
        var busiest = await BusiestUserAsync(grains, catalog);
        return
        [
            new("catalog alone", each => CatalogAsync(each, dataset)),
            new($"model, largest ({largest.Requests:N0} rows)", each => ModelAsync(each, dataset, largest.Id)),
            new($"model, middle ({middle.Requests:N0} rows)", each => ModelAsync(each, dataset, middle.Id)),
            new($"user, busiest ({busiest.Requests:N0} rows)", each => UserAsync(each, dataset, busiest.User)),
            new("overview", each => OverviewAsync(each, dataset)),
            new($"models --top {Top}", each => TopModelsAsync(each, dataset)),
        ];
    }

    private static async Task<DatasetCatalog> CatalogAsync(IGrainFactory grains, string dataset) =>
        await grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(dataset)).DescribeAsync()
            ?? throw new InvalidOperationException($"There is no dataset '{dataset}'.");

    private static async Task<UserCount> BusiestUserAsync(IGrainFactory grains, DatasetCatalog catalog)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, catalog.Options.Partitions).Select(number =>
            grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(catalog.RowsKey, number))
                .AskAsync(new UserCounts.TopQuestion(1), catalog.ViewOf(number))));
        return UserCounts.ByRequests(answers.Cast<UserCounts.TopAnswer>().SelectMany(answer => answer.Top)).First();
    }

    private static async Task ModelAsync(IGrainFactory grains, string dataset, string model)
    {
        var catalog = await CatalogAsync(grains, dataset);
        var view = catalog.ViewOf(catalog.Models.Single(each => each.Id == model));
        await grains.GetGrain<IModelGrain>(GrainKeys.Model(catalog.RowsKey, model)).DescribeAsync(view);
    }

    private static async Task UserAsync(IGrainFactory grains, string dataset, string user)
    {
        var catalog = await CatalogAsync(grains, dataset);
        var profile = await grains.GetGrain<IUserGrain>(GrainKeys.User(catalog.Name, user)).DescribeAsync();
        if (profile is null) throw new InvalidOperationException($"The dataset has no user '{user}'.");
    }

    private static async Task OverviewAsync(IGrainFactory grains, string dataset)
    {
        var catalog = await CatalogAsync(grains, dataset);
        await grains.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(catalog.Name, "overview")).RunAsync(new AnalysisOptions());
    }

    private static async Task TopModelsAsync(IGrainFactory grains, string dataset)
    {
        var catalog = await CatalogAsync(grains, dataset);
        await Task.WhenAll(
            catalog.Models.Take(Top).Select(
            model => grains.GetGrain<IModelGrain>(GrainKeys.Model(catalog.RowsKey, model.Id)).DescribeAsync(catalog.ViewOf(model))));
    }
}
