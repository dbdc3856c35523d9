namespace LlmWorkload.Generation;

/// <summary>A client of a pool that is read.</summary>
/// <param name="Number">The number of its files.</param>
/// <param name="User">What it is called.</param>
/// <param name="Windows">The windows in which it sends requests, in the order of time.</param>
/// <param name="Tokens">Its distributions of tokens, in the order of time.</param>
internal sealed record SimulatedClient(
    int Number, string User, IReadOnlyList<TraceWindow> Windows, IReadOnlyList<PoolRequestTokens> Tokens);
