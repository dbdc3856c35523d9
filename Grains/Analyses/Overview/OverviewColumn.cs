using LlmWorkload.Columns;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>A column of numbers over all models.</summary>
/// <param name="Id">The column.</param>
/// <param name="Name">Its name in outputs.</param>
/// <param name="Title">What figures call it.</param>
/// <param name="Label">The axis of its values.</param>
/// <param name="Unit">What its values are divided by in outputs.</param>
/// <param name="Outline">Reads the column's outline from a share of the overview.</param>
internal sealed record OverviewColumn(
    ColumnId Id, string Name, string Title, string Label, double Unit, Func<Overview.Share, ColumnOutline> Outline)
{
    /// <summary>The columns of the overview.</summary>
    public static IReadOnlyList<OverviewColumn> All { get; } = [
        new(ColumnId.InputTokens, "input_tokens", "Input tokens", "Input tokens", Units.One, share => share.InputTokens),
        new(ColumnId.OutputTokens, "output_tokens", "Output tokens", "Output tokens", Units.One, share => share.OutputTokens),
        new(ColumnId.Ttft, "ttft", "Time to first token", "Time to first token (s)", Units.TicksPerSecond, share => share.Ttft),
        new(ColumnId.Duration, "duration", "Request duration", "Duration (s)", Units.TicksPerSecond, share => share.Duration),
        new(ColumnId.CachedTokens, "cached_tokens", "Cached tokens", "Cached tokens", Units.One,
            share => (share.Fields ?? OverviewFields.None).CachedTokens)
        { IsRare = true },
        new(ColumnId.QueueTime, "queue_time", "Time in the queue", "Time in the queue (s)", Units.TicksPerSecond,
            share => (share.Fields ?? OverviewFields.None).QueueTime)
        { IsRare = true },
        new(ColumnId.Cost, "cost", "Cost", "Cost (US dollars)", Units.NanosPerDollar,
            share => (share.Fields ?? OverviewFields.None).Cost)
        { IsRare = true },
    ];

    // Tables say the unit of times.
    private string TableColumn => Unit == Units.TicksPerSecond ? $"{Name}_seconds" : Name;

    /// <summary>Whether only some logs have it, and outputs have it only for these.</summary>
    public bool IsRare { get; private init; }

    /// <summary>The columns that the overview of a dataset has.</summary>
    /// <param name="all">The sum of the shares of all models.</param>
    public static IEnumerable<OverviewColumn> In(Overview.Share all) =>
        All.Where(column => !column.IsRare || column.Outline(all).Sums.N > 0);

    /// <summary>The exact statistics of <see cref="In"/>.</summary>
    public static Task<Statistics[]> SummariseAsync(AnalysisData data, Overview.Share all) => ColumnValues.SummariseAsync(
        data, [.. In(all).Select(column => new SummarisedColumn(column.Id, column.Outline(all), column.Unit))]);

    /// <summary>Its empirical distribution function. Every value is asked for.</summary>
    /// <param name="data">Where to ask.</param>
    /// <param name="statistics">Its statistics.</param>
    /// <param name="turn">Lets one column at a time gather its values: there can be as many as the dataset has rows.</param>
    public FigurePlan Cdf(AnalysisData data, Statistics statistics, SemaphoreSlim turn)
    {
        var path = $"overview/{Name}_cdf";
        return new FigurePlan(path, async () =>
        {
            await turn.WaitAsync();
            try
            {
                var sorted = await ColumnValues.AllAsync(data, Id);
                return await Task.Run(() => CdfFigures.Single(
                    path, Title, Label, TableColumn, CdfFigures.Curve.OfSorted<long>(Title, sorted, Unit), statistics,
                    data.Options.ThinData));
            }
            finally
            {
                turn.Release();
            }
        }).Unless(WorthDrawing.OneValue(statistics, "values"));
    }
}
