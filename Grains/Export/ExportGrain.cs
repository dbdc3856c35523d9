using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;
using Orleans.Concurrency;

namespace LlmWorkload.Export;

/// <summary>Asks the models for the rows of a window, and puts them in order; see <see cref="IExportGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class ExportGrain(KernelScheduler scheduler) : Grain, IExportGrain
{
    private const long MostOfWindow = 1 << 18;

    /// <inheritdoc/>
    public async Task<RowPlan> PlanAsync(DatasetCatalog catalog)
    {
        if (catalog.Rows == 0) return new RowPlan([], []);
        var planner = new WindowPlanner(
            MostOfWindow, catalog.Recorded, async (question, models) => [.. await AskAsync<RowCounts.Answer>(catalog, question, models)]);
        return await planner.PlanAsync(catalog.First, catalog.Last + 1, catalog.Models.Count);
    }

    /// <inheritdoc/>
    public async Task<RowBlock> ReadAsync(DatasetCatalog catalog, RowWindow window)
    {
        var question = new RowSelection.Question(window.From, window.End, window.File, window.Chunk);
        var answers = await AskAsync<RowSelection.Answer>(catalog, question, window.Models);
        var merge = await scheduler.RunAsync(() => new RowMerge(
            [.. window.Models.Zip(answers, (model, answer) => (catalog.Models[model].Id, answer.Parts))]));
        var users = await scheduler.RunAsync(merge.Users);
        var texts = await TextsAsync(catalog, users);
        return await scheduler.RunAsync(() => merge.Merge(user => texts.TryGetValue(user, out var text) ? text : throw Lost(catalog)));
    }

    private static WorkloadException Lost(DatasetCatalog catalog) =>
        new($"The dataset '{catalog.Name}' has lost the id of a user.") { Remedy = Remedy.Reload };

    private async Task<IReadOnlyList<TAnswer>> AskAsync<TAnswer>(
        DatasetCatalog catalog, ModelQuestion question, IReadOnlyList<int> models)
        where TAnswer : ModelAnswer =>
        await new ModelCalls(catalog, GrainFactory).AskAsync<TAnswer>([.. models.Select(index => catalog.Models[index])], question);

    private async Task<Dictionary<ulong, string>> TextsAsync(DatasetCatalog catalog, ulong[] users)
    {
        var whole = catalog with { Scope = null };
        var byPartition = users.ToLookup(user => GrainKeys.PartitionOf(user, catalog.Options.Partitions));
        var answers = await Task.WhenAll(byPartition.Select(partition =>
            GrainFactory.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(catalog.RowsKey, partition.Key)).AskAsync(
                new UserIds.Question([.. partition]), whole.ViewOf(partition.Key))));
        return answers.SelectMany(answer => ((UserIds.Answer)answer).Ids).ToDictionary();
    }
}
