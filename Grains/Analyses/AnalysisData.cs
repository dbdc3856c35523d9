using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Models;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>What an analysis works on: a dataset's catalog, the options, and the way to ask its models and partitions.</summary>
internal sealed class AnalysisData(DatasetCatalog catalog, AnalysisOptions options, IGrainFactory grains) : IModelAnswers
{
    private IReadOnlyDictionary<string, string>? _folders;

    /// <summary>The dataset's catalog.</summary>
    public DatasetCatalog Catalog => catalog;

    /// <summary>What was asked for.</summary>
    public AnalysisOptions Options => options;

    /// <summary>Asks one model.</summary>
    public async Task<TAnswer> AskAsync<TAnswer>(CatalogModel model, ModelQuestion question)
        where TAnswer : ModelAnswer =>
        (TAnswer)await grains.GetGrain<IModelGrain>(GrainKeys.Model(catalog.RowsKey, model.Id)).AskAsync(question, catalog.ViewOf(model));

    /// <summary>Asks every model, and gives their answers in the catalog's order.</summary>
    public async Task<IReadOnlyList<TAnswer>> AskAsync<TAnswer>(ModelQuestion question)
        where TAnswer : ModelAnswer =>
        await Task.WhenAll(catalog.Models.Select(model => AskAsync<TAnswer>(model, question)));

    /// <inheritdoc/>
    public Task<T> MergeAsync<T>(Func<T> merge) => Task.Run(merge);

    /// <summary>
    /// Asks only the models that get figures of their own. The list has every model in the catalog's order, with null for models that were
    /// not asked.
    /// </summary>
    public async Task<IReadOnlyList<(CatalogModel Model, TAnswer? Answer)>> AskDrawnAsync<TAnswer>(ModelQuestion question)
        where TAnswer : ModelAnswer
    {
        var drawn = DrawnIds();
        return await Task.WhenAll(
            catalog.Models.Select(async model => (model, drawn.Contains(model.Id) ? await AskAsync<TAnswer>(model, question) : null)));
    }

    /// <summary>The ids of <see cref="DrawnModels"/>.</summary>
    /// <exception cref="WorkloadException">A model that was named does not exist.</exception>
    public IReadOnlySet<string> DrawnIds() => DrawnModels().Select(model => model.Id).ToHashSet();

    /// <summary>Asks every partition, and gives their answers in the order of their numbers.</summary>
    public async Task<IReadOnlyList<TAnswer>> AskPartitionsAsync<TAnswer>(PartitionQuestion question)
        where TAnswer : PartitionAnswer =>
        Array.ConvertAll(await Task.WhenAll(
            Enumerable.Range(0, catalog.Options.Partitions).Select(number => AskPartitionAsync(number, question))), answer =>
                (TAnswer)answer);

    /// <summary>Asks the partition that owns a user.</summary>
    public async Task<TAnswer> AskPartitionAsync<TAnswer>(ulong user, PartitionQuestion question)
        where TAnswer : PartitionAnswer =>
        (TAnswer)await AskPartitionAsync(GrainKeys.PartitionOf(user, catalog.Options.Partitions), question);

    /// <summary>The models that get figures of their own: those named, or the top ones by requests.</summary>
    /// <exception cref="WorkloadException">A model that was named does not exist.</exception>
    public IReadOnlyList<CatalogModel> DrawnModels() => options.Models.Length == 0
        ? [.. catalog.Models.Take(options.Top ?? int.MaxValue)]
        : catalog.ModelsNamed(options.Models);

    /// <summary>A model's display name, with its id where other models share the name.</summary>
    public string LabelOf(CatalogModel model) =>
        catalog.Models.Count(other => other.Name == model.Name) > 1 ? $"{model.Name} ({model.Id})" : model.Name;

    /// <summary>The folder of a model's own figures, unique among the dataset's models.</summary>
    public string FolderOf(CatalogModel model) =>
        (_folders ??= FigureNames.Unique(catalog.Models.Select(each => (each.Id, each.Name))))[model.Id];

    private Task<PartitionAnswer> AskPartitionAsync(int number, PartitionQuestion question) =>
        grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(catalog.RowsKey, number)).AskAsync(question, catalog.ViewOf(number));
}
