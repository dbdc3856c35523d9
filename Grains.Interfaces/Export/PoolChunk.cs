namespace LlmWorkload.Export;

/// <summary>What a client of a pool sends.</summary>
/// <param name="Requests">Its requests, those outside of counted windows too.</param>
/// <param name="Windows">Its windows that count, in the order of time.</param>
/// <param name="Tokens">
/// The distributions of its token counts over six hours each, in the order of time; none for six hours without a request that has both.
/// Where the first window that counts has none at or before it, one of all its requests stands at that window's six hours.
/// </param>
[GenerateSerializer, Immutable, Alias("llmwl.pool.chunk")]
public sealed record PoolChunk(
    [property: Id(0)] long Requests, [property: Id(1)] PoolWindow[] Windows, [property: Id(2)] PoolTokens[] Tokens)
{
    /// <summary>The seconds of a window. Windows begin at multiples of it from the Unix epoch on.</summary>
    public const int WindowSeconds = 600;

    /// <summary>The seconds of a distribution of tokens. These begin at midnight in UTC, and every so many seconds.</summary>
    public const int TokenSeconds = 21_600;

    /// <summary>The requests that lie in its windows.</summary>
    public long WindowRequests => Windows.Sum(window => window.Requests);

    /// <summary>Whether the client has a place in a pool: a window to be drawn from, and tokens to draw.</summary>
    public bool HasPlace => Windows.Length > 0 && Tokens.Length > 0;
}
