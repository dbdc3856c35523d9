namespace LlmWorkload.Export;

/// <summary>What went into a pool.</summary>
/// <param name="Requests">All requests of the model.</param>
/// <param name="Rest">Those that are in no counted window of a client; null where they were not asked for.</param>
/// <param name="Clients">The clients by the number of their files; the rest, where it has a place, is the last.</param>
internal sealed record PoolResult(long Requests, long? Rest, IReadOnlyList<PooledClient> Clients)
{
    /// <summary>The requests that the pool has.</summary>
    public long InPool => Clients.Sum(client => client.WindowRequests);

    /// <summary>Their share of all requests of the model.</summary>
    public double PoolShare => (double)InPool / Requests;

    /// <summary>
    /// The share of the rest that the pool does not have, since it lies in windows of fewer than ten requests; null where the rest was not
    /// asked for, and where there is none.
    /// </summary>
    public double? RestLostShare => Rest is { } rest and > 0 ? (double)(rest - OfRest) / rest : null;

    private long OfRest => Clients is [.., { User: null } last] ? last.WindowRequests : 0;
}
