namespace LlmWorkload.Export;

/// <summary>A client that was written into a pool.</summary>
/// <param name="Chunk">The number of its files.</param>
/// <param name="User">The user's id; null for the rest.</param>
/// <param name="Requests">All requests of it to the model.</param>
/// <param name="Windows">Its windows that count.</param>
/// <param name="WindowRequests">The requests in them: those that the pool has.</param>
internal sealed record PooledClient(int Chunk, string? User, long Requests, int Windows, long WindowRequests);
