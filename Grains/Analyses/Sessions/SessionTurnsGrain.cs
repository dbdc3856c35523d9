using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Export;
using LlmWorkload.Segments;
using Orleans.Concurrency;

namespace LlmWorkload.Analyses;

/// <summary>Asks the models for the sessions of their rows, and puts them in order; see <see cref="ISessionTurnsGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class SessionTurnsGrain(KernelScheduler scheduler) : Grain, ISessionTurnsGrain
{
    // Each page goes through all rows of its models, so there are few pages: of two million rows, as windows have a quarter of a million.
    private const int WindowsOfPage = 8;

    // Models that are asked at once have so many rows, so that none waits long for its turn on the processors.
    private const long RowsAtOnce = 1 << 21;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RowWindow>?> PlanAsync(DatasetCatalog catalog)
    {
        var data = new AnalysisData(catalog, new AnalysisOptions(), GrainFactory);
        if (await Needs.AnyAsync(data, ColumnId.Session, ColumnId.User) is not null) return null;
        var plan = await GrainFactory.GetGrain<IExportGrain>(0).PlanAsync(catalog);
        return [.. Pages(plan.Windows)];
    }

    /// <inheritdoc/>
    public async Task<TurnBlock> ReadAsync(DatasetCatalog catalog, AnalysisOptions options, RowWindow page)
    {
        var data = new AnalysisData(catalog, options, GrainFactory);
        var choice = await SessionChoice.OfAsync(data);
        var question = new SessionTurns.Question(
            choice.Rule, choice.GapTicks, choice.Lookback, choice.HasFunctions, page.From, page.End);
        var answers = new List<SessionTurns.Answer>(page.Models.Count);
        while (answers.Count < page.Models.Count)
        {
            var asked = new List<CatalogModel>();
            var rows = 0L;
            while (answers.Count + asked.Count < page.Models.Count && (asked.Count == 0 || rows < RowsAtOnce))
            {
                asked.Add(catalog.Models[page.Models[answers.Count + asked.Count]]);
                rows += asked[^1].Requests;
            }

            answers.AddRange(await data.AskAsync<SessionTurns.Answer>(asked, question));
        }

        return await scheduler.RunAsync(() => TurnMerge.Of(page.Models, answers));
    }

    // A page ends between two instants: the windows of one instant are those of its chunks, and a page has all rows of its time.
    private static IEnumerable<RowWindow> Pages(IReadOnlyList<RowWindow> windows)
    {
        for (var (from, end) = (0, 0); from < windows.Count; from = end)
        {
            end = Math.Min(from + WindowsOfPage, windows.Count);
            while (end < windows.Count && windows[end].From < windows[end - 1].End) end++;
            var models = windows.Skip(from).Take(end - from).SelectMany(window => window.Models).Distinct().Order();
            yield return new RowWindow(windows[from].From, windows[end - 1].End, null, 0, [.. models]);
        }
    }
}
