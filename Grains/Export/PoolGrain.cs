using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Users;
using Orleans.Concurrency;

namespace LlmWorkload.Export;

/// <summary>Asks a model for the clients of its pool; see <see cref="IPoolGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class PoolGrain : Grain, IPoolGrain
{
    /// <inheritdoc/>
    public async Task<PoolPlan> PlanAsync(DatasetCatalog catalog)
    {
        var answer = await AskAsync<PoolKernels.Answer>(catalog, new PoolKernels.Question());
        var whole = catalog with { Scope = null };
        var ids = await UserIds.OfAsync(answer.Users, catalog.Options.Partitions, async (user, question) =>
        {
            var partition = GrainKeys.PartitionOf(user, catalog.Options.Partitions);
            var grain = GrainFactory.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(catalog.RowsKey, partition));
            return (UserIds.Answer)await grain.AskAsync(question, whole.ViewOf(partition));
        });
        var clients = answer.Users.Zip(answer.Requests, (user, requests) => new PoolClient(user, UserIds.Of(ids, user), requests))
            .OrderByDescending(client => client.Requests).ThenBy(client => client.User, StringComparer.Ordinal);
        return new PoolPlan(answer.First, answer.Last, answer.Rows, [.. clients]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PoolChunk>> ReadAsync(DatasetCatalog catalog, IReadOnlyList<ulong> users) =>
        (await AskAsync<PoolKernels.ChunksAnswer>(catalog, new PoolKernels.ClientsQuestion([.. users]))).Chunks;

    /// <inheritdoc/>
    public async Task<PoolChunk> ReadRestAsync(DatasetCatalog catalog) =>
        (await AskAsync<PoolKernels.ChunksAnswer>(catalog, new PoolKernels.RestQuestion())).Chunks[0];

    private async Task<TAnswer> AskAsync<TAnswer>(DatasetCatalog catalog, ModelQuestion question)
        where TAnswer : ModelAnswer
    {
        // One at a time through the list, since a model may lie in a bucket.
        var answers = await new ModelCalls(catalog, GrainFactory).AskAsync<TAnswer>([catalog.Models[0]], question);
        return answers[0];
    }
}
