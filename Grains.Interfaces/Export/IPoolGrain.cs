using LlmWorkload.Datasets;

namespace LlmWorkload.Export;

/// <summary>
/// Describes the clients of one model by windows of ten minutes, as the pools of ServeGen (arXiv 2505.09999) do. A client is a user; what
/// is left over is one more, the rest. It holds no state, and any number of these grains work at once.
/// </summary>
[Alias("llmwl.IPoolGrain")]
public interface IPoolGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// The clients of a pool: users with a window that counts (ten requests or more) and a request that has both token counts.
    /// </summary>
    /// <param name="catalog">A dataset that is narrowed to one model, at the version that is asked for.</param>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [ResponseTimeout("00:00:15")]
    Task<PoolPlan> PlanAsync(DatasetCatalog catalog);

    /// <summary>What some clients send.</summary>
    /// <param name="catalog">The dataset, the same as for the plan.</param>
    /// <param name="users">The hashes of some of the plan's clients.</param>
    /// <returns>A chunk for each, in their order.</returns>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [ResponseTimeout("00:00:15")]
    Task<IReadOnlyList<PoolChunk>> ReadAsync(DatasetCatalog catalog, IReadOnlyList<ulong> users);

    /// <summary>What the rest sends: all rows that lie in no counted window of one of the plan's clients.</summary>
    /// <param name="catalog">The dataset, the same as for the plan.</param>
    /// <exception cref="WorkloadException">Rows are lost; the message says how many, and the remedy.</exception>
    [ResponseTimeout("00:00:15")]
    Task<PoolChunk> ReadRestAsync(DatasetCatalog catalog);
}
