using System.Threading.RateLimiting;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Questions;
using LlmWorkload.Scopes;

namespace LlmWorkload.Web;

/// <summary>Asks the grains. What is kept is answered at once; what has to be computed waits for its turn, or is refused.</summary>
/// <param name="grains">The grains.</param>
/// <param name="settings">The bounds.</param>
/// <param name="kept">The answers that were sent last.</param>
/// <param name="catalogs">Catalogs of datasets.</param>
internal sealed class Asker(IGrainFactory grains, WebSettings settings, KeptReplies kept, SharedCalls<DatasetCatalog?> catalogs)
    : IDisposable
{
    private const int Later = 1;

    // Computations that wait for each that is under way: a page of the explorer asks for ten things at once.
    private const int WaitingForOne = 8;

    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = settings.Http.Computations,
        QueueLimit = WaitingForOne * settings.Http.Computations,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>The answers that were sent last.</summary>
    public KeptReplies Kept => kept;

    /// <summary>The grains.</summary>
    public IGrainFactory Grains => grains;

    /// <summary>Who answers questions.</summary>
    public IQuestionsGrain Grain => grains.GetGrain<IQuestionsGrain>(0);

    /// <summary>A dataset's catalog.</summary>
    /// <exception cref="Refusal">There is no such dataset.</exception>
    public async Task<DatasetCatalog> CatalogAsync(string dataset, CancellationToken cancellationToken)
    {
        if (await catalogs.AskAsync(dataset).WaitAsync(cancellationToken) is { } catalog) return catalog;
        var names = await grains.GetGrain<IDatasetIndexGrain>(GrainKeys.DatasetIndex).ListAsync().WaitAsync(cancellationToken);
        var nearest = NearestName.OrPartOf(dataset, names);
        throw NotFound($"There is no dataset '{dataset}'{NearestName.Words(nearest)}.", nearest);
    }

    /// <summary>An analysis by its name.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static AnalysisInfo Find(string name)
    {
        var names = AnalysisInfo.All.Select(analysis => analysis.Name).ToList();
        if (AnalysisInfo.All.FirstOrDefault(analysis => analysis.Name == name) is { } found) return found;
        var nearest = NearestName.Of(name, names);
        throw NotFound($"There is no analysis '{name}'{NearestName.Words(nearest)}. There are: {string.Join(", ", names)}.", nearest);
    }

    /// <summary>A refusal of a name that there is not.</summary>
    public static Refusal NotFound(string detail, string? nearest = null) => new(StatusCodes.Status404NotFound, detail, nearest);

    /// <summary>Says 404 where a grain does not know a name.</summary>
    public static async Task<T> NamedAsync<T>(Task<T> asked)
    {
        try
        {
            return await asked;
        }
        catch (WorkloadException unknown) when (unknown.IsInput)
        {
            throw NotFound(unknown.Message, unknown.Nearest);
        }
    }

    /// <summary>Checks that a dataset has what a scope names.</summary>
    /// <exception cref="WorkloadException">It has not, or no rows are left.</exception>
    public Task CheckAsync(string dataset, Scope? scope) =>
        scope is null ? Task.CompletedTask : grains.GetGrain<IScopeGrain>(GrainKeys.Dataset(dataset)).NarrowAsync(scope);

    /// <summary>The result of an analysis.</summary>
    /// <exception cref="Refusal">Too much is computed already.</exception>
    public async Task<AnalysisResult> AnalyzeAsync(
        string dataset, string analysis, AnalysisOptions options, CancellationToken cancellationToken)
    {
        var grain = Analysis(dataset, analysis);
        return await grain.KnownAsync(options).WaitAsync(cancellationToken)
            ?? await ComputeAsync(() => grain.RunWholeAsync(options), cancellationToken);
    }

    /// <summary>Draws a figure.</summary>
    public Task<DrawnFigure> DrawAsync(
        string dataset, string analysis, AnalysisOptions options, string path, FigureForm form, CancellationToken cancellationToken) =>
        ComputeAsync(() => Analysis(dataset, analysis).DrawInAsync(options, path, form), cancellationToken);

    /// <summary>A further page of a figure's CSV.</summary>
    public Task<byte[]> ReadTableAsync(
        string dataset, string analysis, AnalysisOptions options, string path, long offset, CancellationToken cancellationToken) =>
        Analysis(dataset, analysis).ReadTableAsync(options, path, offset).WaitAsync(cancellationToken);

    /// <summary>What a figure shows, as data.</summary>
    public Task<Figure> DescribeAsync(
        string dataset, string analysis, AnalysisOptions options, string path, CancellationToken cancellationToken) =>
        ComputeAsync(() => Analysis(dataset, analysis).DescribeAsync(options, path), cancellationToken);

    /// <summary>Asks for something that has to be computed.</summary>
    /// <exception cref="Refusal">Too much is computed already.</exception>
    public async Task<T> ComputeAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        var turn = await _turns.AcquireAsync(1, cancellationToken);
        if (!turn.IsAcquired)
        {
            turn.Dispose();
            throw new Refusal(
                StatusCodes.Status429TooManyRequests,
                $"{settings.Http.Computations} computations are under way, and {WaitingForOne} times as many wait.")
            { RetryAfter = Later };
        }

        return await AskAsync().WaitAsync(cancellationToken);

        // The grain goes on where the asker has left, and until then the turn is not another's.
        async Task<T> AskAsync()
        {
            using (turn) return await ask();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private IAnalysisGrain Analysis(string dataset, string analysis) =>
        grains.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(dataset, analysis));
}
