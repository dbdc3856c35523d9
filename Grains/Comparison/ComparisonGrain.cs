using System.IO.Hashing;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Scopes;

namespace LlmWorkload.Comparison;

/// <summary>Coordinates one comparison; see <see cref="IComparisonGrain"/>.</summary>
internal sealed class ComparisonGrain(KernelScheduler scheduler) : Grain, IComparisonGrain
{
    private const int PageBytes = 1 << 20;

    private readonly Dictionary<int, byte[]> _sent = [];
    private readonly Dictionary<string, IReadOnlyList<byte[]>> _tables = [];

    // A figure of large sides takes much memory while it is built. So one is built at a time.
    private readonly SemaphoreSlim _building = new(1);
    private Task<Done>? _done;

    /// <inheritdoc/>
    public Task SendBaselineAsync(int page, byte[] bytes)
    {
        _sent[page] = bytes;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ComparisonResult> CompareAsync(ComparisonRequest request)
    {
        // What failed is done again when it is asked for again.
        if (_done is null or { IsFaulted: true } or { IsCanceled: true }) _done = RunAsync(request);
        return (await _done).Result;
    }

    /// <inheritdoc/>
    public Task<DrawnFigure> DrawAsync(string path, FigureFormat format) => DrawInAsync(path, FigureForm.Of(format));

    /// <inheritdoc/>
    public async Task<DrawnFigure> DrawInAsync(string path, FigureForm form)
    {
        await _building.WaitAsync();
        try
        {
            var figure = await BuildAsync(path);
            var picture = await GrainFactory.GetGrain<IFigureRendererGrain>(0).DrawInAsync(
                figure with { Table = new FigureTable([]) }, form);
            var table = await scheduler.RunAsync(() => FigureCsv.Write(figure.Table, PageBytes));
            if (table.Count > 1) _tables[path] = table;
            var hash = new XxHash128();
            foreach (var page in table) hash.Append(page);
            return new DrawnFigure(
                picture.Image, table is [var whole] ? whole : null, table.Sum(page => (long)page.Length), Hash128.Of(hash))
            { Caption = figure.Title, Thumbnail = picture.Thumbnail };
        }
        finally
        {
            _building.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]> ReadTableAsync(string path, long offset)
    {
        var table = _tables.GetValueOrDefault(path) ?? await RebuildTableAsync(path);
        var (number, start) = Math.DivRem(offset, PageBytes);
        if (number == table.Count - 1) _tables.Remove(path);
        return start == 0 ? table[(int)number] : table[(int)number][(int)start..];
    }

    /// <inheritdoc/>
    public async Task<byte[]> ReadBaselineAsync(long offset)
    {
        var baseline = (await DoneAsync()).Baseline;
        return baseline[(int)offset..(int)Math.Min(baseline.Length, offset + PageBytes)];
    }

    /// <inheritdoc/>
    public Task ForgetAsync()
    {
        _sent.Clear();
        _tables.Clear();
        _done = null;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task<IReadOnlyList<byte[]>> RebuildTableAsync(string path)
    {
        await _building.WaitAsync();
        try
        {
            var figure = await BuildAsync(path);
            return _tables[path] = await scheduler.RunAsync(() => FigureCsv.Write(figure.Table, PageBytes));
        }
        finally
        {
            _building.Release();
        }
    }

    private async Task<Done> RunAsync(ComparisonRequest request)
    {
        var gathering = SideAsync(request.A);
        var b = request.B is { } other ? await SideAsync(other) : null;
        var a = await gathering;
        if (b is not null) Check(a, b);
        var run = await ComparisonRun.OfAsync(a, b, request.MinCompare, request.SavesBaseline, scheduler);
        var baseline = run.Baseline ?? [];
        if (b is null) return new Done(new ComparisonResult([], [], [], [], [], baseline.Length), [], baseline);
        var totals = ComparisonSummary.Totals(run.A, b.Totals);
        var gates = ComparisonGates.Of(request.Gates, run, totals, request.IgnoresMissing);
        FigurePlan[] figures = [.. ComparisonFigures.Of(run, a, b, request.ThinData)];
        var result = new ComparisonResult(
            ComparisonSummary.Write(run, b.Totals, totals, gates),
            [.. figures.Select(figure => figure.Path)],
            totals,
            ComparisonSummary.Differences(run),
            gates,
            baseline.Length);
        return new Done(result, figures, baseline);
    }

    private async Task<ISide> SideAsync(ComparisonSide side)
    {
        if (side.Dataset is { } dataset)
            return await DatasetSide.OfAsync(await NarrowedAsync(dataset, side.Scope), GrainFactory, scheduler);
        if (Enumerable.Range(0, side.Pages).Any(page => !_sent.ContainsKey(page)))
            throw new WorkloadException($"A silo was lost, and with it the baseline '{side.Baseline}' that was sent; compare again.");
        byte[][] pages = [.. Enumerable.Range(0, side.Pages).Select(page => _sent[page])];
        return await scheduler.RunAsync(() => new BaselineSide(Joined(pages), side.Baseline!, scheduler));
    }

    private static byte[] Joined(byte[][] pages)
    {
        var file = new byte[pages.Sum(page => (long)page.Length)];
        var at = 0;
        foreach (var page in pages)
        {
            page.CopyTo(file, at);
            at += page.Length;
        }

        return file;
    }

    // What is asked for of both sides, one may lack, and rows as well.
    private static void Check(ISide a, ISide b)
    {
        if (a.Totals.Requests == 0 && b.Totals.Requests == 0)
            throw new WorkloadException("Neither side has rows in this scope.") { IsInput = true };
        if (a is BaselineSide && !a.Totals.Scope.HasListsOf(b.Totals.Scope))
        {
            throw new WorkloadException(
                "The baseline was saved of other models, users, functions, instances, statuses or labels than B is narrowed to; expected "
                    + "the same for both.")
            { IsInput = true };
        }

        if (a is not DatasetSide one || b is not DatasetSide other) return;
        if (one.Unknown.Intersect(other.Unknown).FirstOrDefault() is { } unknown)
            throw new WorkloadException($"Neither side has the {unknown}.") { IsInput = true };
    }

    private async Task<DatasetCatalog> NarrowedAsync(string dataset, Scope? scope)
    {
        var catalog = scope is not null
            ? await GrainFactory.GetGrain<IScopeGrain>(GrainKeys.Dataset(dataset)).NarrowAsync(scope)
            : await GrainFactory.FindDatasetAsync(dataset);
        return catalog.Rows > 0 || scope is not null
            ? catalog
            : throw new WorkloadException($"The dataset '{dataset}' has no rows.") { IsInput = true };
    }

    private async Task<Figure> BuildAsync(string path)
    {
        var done = await DoneAsync();
        var plan = done.Figures.FirstOrDefault(figure => figure.Path == path)
            ?? throw new WorkloadException($"The comparison has no figure '{path}'.");
        return await plan.BuildAsync();
    }

    private Task<Done> DoneAsync() =>
        _done ?? throw new WorkloadException("A silo was lost, and with it what was compared; compare again.");

    private sealed record Done(ComparisonResult Result, IReadOnlyList<FigurePlan> Figures, byte[] Baseline);
}
