using System.Runtime.CompilerServices;
using LlmWorkload.Datasets;
using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>The rows of a dataset in the order in which they started, read window by window, a few ahead of who takes them.</summary>
internal sealed class RowStream
{
    private const int Ahead = 2;

    private readonly IExportGrain _grain;
    private readonly DatasetCatalog _catalog;
    private readonly RowPlan _plan;

    private RowStream(IExportGrain grain, DatasetCatalog catalog, RowPlan plan) => (_grain, _catalog, _plan) = (grain, catalog, plan);

    /// <summary>The columns that some row may have.</summary>
    public IReadOnlyList<ColumnId> Columns => _plan.Columns;

    /// <summary>How many windows there are.</summary>
    public int Windows => _plan.Windows.Count;

    /// <summary>Plans the reading of a dataset's rows.</summary>
    /// <exception cref="WorkloadException">Rows are lost.</exception>
    public static async Task<RowStream> OpenAsync(IGrainFactory grains, DatasetCatalog catalog)
    {
        var grain = grains.GetGrain<IExportGrain>(0);
        return new RowStream(grain, catalog, await grain.PlanAsync(catalog));
    }

    /// <summary>Reads them. The rows can be read several times, and are the same each time.</summary>
    public async IAsyncEnumerable<ExportedRows> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = new Queue<Task<RowBlock>>();
        foreach (var window in _plan.Windows)
        {
            asked.Enqueue(_grain.ReadAsync(_catalog, window));
            if (asked.Count > Ahead) yield return await NextAsync();
        }

        while (asked.Count > 0) yield return await NextAsync();

        async Task<ExportedRows> NextAsync() => new(await asked.Dequeue().WaitAsync(cancellationToken));
    }
}
