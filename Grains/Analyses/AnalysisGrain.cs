using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Scopes;
using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace LlmWorkload.Analyses;

/// <summary>Coordinates one analysis of one dataset; see <see cref="IAnalysisGrain"/>.</summary>
internal sealed class AnalysisGrain(
    [PersistentState("a-result", StorageNames.Provider)] IPersistentState<AnalysisState> stored,
    [FromKeyedServices(StorageNames.Provider)] IGrainStorage storage,
    AnalysisRegistry analyses,
    KnownCatalogs catalogs) : Grain, IAnalysisGrain
{
    // A record is read and written whole, and every store has a size that it refuses. What is larger is computed again.
    private const int MostStored = 32 << 20;

    private readonly FigureStore _figures = new(storage);
    private AnalysisRuns? _runs;
    private Task _writing = Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<AnalysisResult> RunAsync(AnalysisOptions options) => (await RunWholeAsync(options)).FirstPage();

    /// <inheritdoc/>
    public async Task<byte[]?> ReadSummaryAsync(AnalysisOptions options, long version, long offset)
    {
        var result = await RunWholeAsync(options);
        if (result.Version != version) return null;
        var end = Math.Min(result.Summary.Length, offset + WholeSummary.PageBytes);
        return result.Summary[(int)offset..(int)end];
    }

    /// <inheritdoc/>
    public async Task<AnalysisResult?> KnownAsync(AnalysisOptions options)
    {
        options = Analysis.Info.Relevant(options);
        var catalog = await CatalogAsync(options.Scope);
        return stored.State.Find(options, catalog.Version) is { } known ? known with { Cached = true } : null;
    }

    /// <inheritdoc/>
    public async Task<Figure> DescribeAsync(AnalysisOptions options, string path)
    {
        options = Analysis.Info.Relevant(options);
        var figure = await BuildAsync(options, await CatalogAsync(options.Scope), path);
        return figure with { Table = new FigureTable([]) };
    }

    /// <inheritdoc/>
    public Task<DrawnFigure> DrawAsync(AnalysisOptions options, string path, FigureFormat format) =>
        DrawInAsync(options, path, FigureForm.Of(format));

    /// <inheritdoc/>
    public async Task<DrawnFigure> DrawInAsync(AnalysisOptions options, string path, FigureForm form)
    {
        options = Analysis.Info.Relevant(options);
        var catalog = await CatalogAsync(options.Scope);
        var key = new FigureKey(path, form.Format, options, catalog.Version, AnalysisEdition.Figures, form);
        var record = await _figures.ReadAsync(this.GetGrainId(), path, form.Format);
        if (record.State is { Figure: { } kept } && record.State.Key == key) return kept;

        var figure = await BuildAsync(options, catalog, path);
        var drawing = GrainFactory.GetGrain<IFigureRendererGrain>(0).DrawInAsync(figure with { Table = new FigureTable([]) }, form);
        var table = await Task.Run(() => FigureCsv.Write(figure.Table, FigureStore.PageBytes));
        return await _figures.KeepAsync(this.GetGrainId(), record, key, await drawing, figure.Title, table);
    }

    /// <inheritdoc/>
    public async Task<byte[]> ReadTableAsync(AnalysisOptions options, string path, long offset)
    {
        options = Analysis.Info.Relevant(options);
        var catalog = await CatalogAsync(options.Scope);
        if (_figures.Page(path, options, catalog.Version, offset) is { } page) return page;
        var figure = await BuildAsync(options, catalog, path);
        _figures.KeepTable(path, options, catalog.Version, await Task.Run(() => FigureCsv.Write(figure.Table, FigureStore.PageBytes)));
        return _figures.Page(path, options, catalog.Version, offset)!;
    }

    /// <inheritdoc/>
    public async Task ForgetAsync()
    {
        Runs.Clear();
        await _figures.ClearAsync(this.GetGrainId(), stored.State.Figures);
        if (stored.RecordExists) await stored.ClearStateAsync();
    }

    private async Task<AnalysisResult> RunWholeAsync(AnalysisOptions options)
    {
        options = Analysis.Info.Relevant(options);
        var catalog = await CatalogAsync(options.Scope);
        if (stored.State.Find(options, catalog.Version) is { } known) return known with { Cached = true };

        var run = await Runs.GetAsync(catalog, options);
        var result = new AnalysisResult(
            Analysis.Info.Folder, catalog.Version, run.Summary,
            [.. run.Figures.Where(figure => figure.Reason is null).Select(figure => figure.Path)], Cached: false)
        {
            NotDrawn = [.. run.Figures.Where(figure => figure.Reason is not null)
                .Select(figure => new UndrawnFigure(figure.Path, figure.Reason!))],
        };
        if (result.Summary.Length <= MostStored) await StoreAsync(options, result);
        return result;
    }

    private IAnalysis Analysis => analyses.Find(GrainKeys.Split(this.GetPrimaryKeyString()).Member);

    private AnalysisRuns Runs =>
        _runs ??= new AnalysisRuns(async (catalog, options) =>
        {
            var run = await Analysis.RunAsync(new AnalysisData(catalog, options, GrainFactory));
            return run with { Summary = ScopeText.Before(run.Summary, catalog.Scope) };
        });

    private async Task<DatasetCatalog> CatalogAsync(Scope? scope)
    {
        var dataset = GrainKeys.Split(this.GetPrimaryKeyString()).Dataset;
        if (scope is not null) return await GrainFactory.GetGrain<IScopeGrain>(GrainKeys.Dataset(dataset)).NarrowAsync(scope);
        var catalog = await catalogs.FindAsync(GrainFactory, dataset);
        return catalog.Rows > 0 ? catalog : throw new WorkloadException($"The dataset '{dataset}' has no rows.") { IsInput = true };
    }

    private async Task<Figure> BuildAsync(AnalysisOptions options, DatasetCatalog catalog, string path)
    {
        var run = await Runs.GetAsync(catalog, options);
        var plan = run.Figures.FirstOrDefault(figure => figure.Path == path)
            ?? throw new WorkloadException($"The analysis '{Analysis.Info.Name}' has no figure '{path}'.");
        return await plan.BuildAsync();
    }

    // Questions interleave. Writes of the stored state must not.
    private Task StoreAsync(AnalysisOptions options, AnalysisResult result)
    {
        return _writing = WriteAsync(_writing);

        async Task WriteAsync(Task before)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            stored.State = stored.State.With(options, result);
            await stored.WriteStateAsync();
        }
    }
}
