using LlmWorkload.Datasets;
using LlmWorkload.Questions;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// A question that <c>llmwl query</c> answers. The command makes these calls: it reads the catalog, then it asks <see
/// cref="IQuestionsGrain"/>.
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
        var busiest = (await grains.GetGrain<IQuestionsGrain>(0).UsersAsync(dataset, 0, 1))[0];
        return
        [
            new("catalog alone", each => CatalogAsync(each, dataset)),
            new($"model, largest ({largest.Requests:N0} rows)", each => AfterCatalogAsync(
                each, dataset, questions => questions.ModelAsync(dataset, largest.Id))),
            new($"model, middle ({middle.Requests:N0} rows)", each => AfterCatalogAsync(
                each, dataset, questions => questions.ModelAsync(dataset, middle.Id))),
            new($"user, busiest ({busiest.Requests:N0} rows)", each => AfterCatalogAsync(
                each, dataset, questions => questions.UserAsync(dataset, busiest.User))),
            new("overview", each => AfterCatalogAsync(each, dataset, questions => questions.OverviewAsync(dataset))),
            new($"models --top {Top}", each => AfterCatalogAsync(each, dataset, questions => questions.ModelsAsync(dataset, Top))),
        ];
    }

    private static async Task<DatasetCatalog> CatalogAsync(IGrainFactory grains, string dataset) =>
        await grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(dataset)).DescribeAsync()
            ?? throw new InvalidOperationException($"There is no dataset '{dataset}'.");

    private static async Task AfterCatalogAsync(IGrainFactory grains, string dataset, Func<IQuestionsGrain, Task> askAsync)
    {
        await CatalogAsync(grains, dataset);
        await askAsync(grains.GetGrain<IQuestionsGrain>(0));
    }
}
