using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Models;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>What an analysis works on: a dataset's catalog, the options, and the way to ask its models and partitions.</summary>
internal sealed class AnalysisData(DatasetCatalog catalog, AnalysisOptions options, IGrainFactory grains) : IModelAnswers
{
    private const int UsuallyHighlighted = 3;

    private readonly ModelCalls _models = new(catalog, grains);
    private IReadOnlyDictionary<string, string>? _folders;
    private HashSet<string>? _sharedNames;
    private Dictionary<string, string>? _titles;
    private Dictionary<string, int>? _colours;

    /// <summary>The dataset's catalog.</summary>
    public DatasetCatalog Catalog => catalog;

    /// <summary>What was asked for.</summary>
    public AnalysisOptions Options => options;

    /// <summary>Asks one model.</summary>
    public Task<TAnswer> AskAsync<TAnswer>(CatalogModel model, ModelQuestion question)
        where TAnswer : ModelAnswer => _models.AskAsync<TAnswer>(model, question);

    /// <summary>Asks every model, and gives their answers in the catalog's order.</summary>
    public async Task<IReadOnlyList<TAnswer>> AskAsync<TAnswer>(ModelQuestion question)
        where TAnswer : ModelAnswer => await AskAsync<TAnswer>(catalog.Models, question);

    /// <summary>Asks some models, and gives their answers in the order of these.</summary>
    public async Task<IReadOnlyList<TAnswer>> AskAsync<TAnswer>(IReadOnlyList<CatalogModel> models, ModelQuestion question)
        where TAnswer : ModelAnswer => await _models.AskAsync<TAnswer>(models, question);

    /// <summary>
    /// Asks whoever holds rows, where only the sum over all models is wanted: each answer is one model's, or, without a model, that of
    /// several with few rows.
    /// </summary>
    public Task<IReadOnlyList<(CatalogModel? Model, TAnswer Answer)>> AskTogetherAsync<TAnswer>(ModelQuestion question)
        where TAnswer : ModelAnswer => _models.AskTogetherAsync<TAnswer>(question);

    /// <inheritdoc/>
    async Task<IReadOnlyList<TAnswer>> IModelAnswers.AskAsync<TAnswer>(ModelQuestion question) =>
        [.. (await AskTogetherAsync<TAnswer>(question)).Select(each => each.Answer)];

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
        List<CatalogModel> asked = [.. catalog.Models.Where(model => drawn.Contains(model.Id))];
        var answers = asked.Zip(await AskAsync<TAnswer>(asked, question)).ToDictionary(each => each.First.Id, each => each.Second);
        return [.. catalog.Models.Select(model => (model, answers.GetValueOrDefault(model.Id)))];
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

    /// <summary>
    /// The models that are compared in one figure: those named, or the first three. A name stands for all models that have it.
    /// </summary>
    /// <exception cref="WorkloadException">A model that was named does not exist.</exception>
    public IReadOnlyList<CatalogModel> HighlightedModels() => options.Highlight.Length == 0
        ? [.. catalog.Models.Take(UsuallyHighlighted)]
        : [.. QuotedList.Parse(options.Highlight).SelectMany(name => ModelSearch.Find(catalog, name)).DistinctBy(model => model.Id)];

    /// <summary>A model's display name, with its id where other models share the name; the id alone where no font has the name.</summary>
    public string LabelOf(CatalogModel model)
    {
        _sharedNames ??= [.. catalog.Models.CountBy(each => each.Name).Where(name => name.Value > 1).Select(name => name.Key)];
        return DrawableText.OrId(_sharedNames.Contains(model.Name) ? $"{model.Name} ({model.Id})" : model.Name, model.Id);
    }

    /// <summary>A model's name in titles, shortened so that those of the models drawn differ.</summary>
    public string TitleOf(CatalogModel model)
    {
        _titles ??= Titles();
        return _titles.GetValueOrDefault(model.Id) ?? FigureNames.Label(LabelOf(model));
    }

    /// <summary>The number of a model's colour: its place among the models drawn. It is the same in all analyses of a run.</summary>
    public int? ColourOf(CatalogModel model)
    {
        _colours ??= DrawnModels().Select((each, place) => (each.Id, place)).DistinctBy(each => each.Id).ToDictionary();
        return _colours.TryGetValue(model.Id, out var place) ? place : null;
    }

    /// <summary>The folder of a model's own figures, unique among the dataset's models.</summary>
    public string FolderOf(CatalogModel model) =>
        (_folders ??= FigureNames.Unique(catalog.Models.Select(each => (each.Id, each.Name))))[model.Id];

    private Dictionary<string, string> Titles()
    {
        CatalogModel[] drawn = [.. DrawnModels().DistinctBy(model => model.Id)];
        return drawn.Select(model => model.Id).Zip(FigureNames.Labels([.. drawn.Select(LabelOf)])).ToDictionary();
    }

    private Task<PartitionAnswer> AskPartitionAsync(int number, PartitionQuestion question) =>
        grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(catalog.RowsKey, number)).AskAsync(question, catalog.ViewOf(number));
}
