namespace LlmWorkload.Analyses;

/// <summary>What a cache finds.</summary>
/// <param name="Blocks">Blocks.</param>
/// <param name="Tokens">Input tokens.</param>
/// <param name="Requests">Requests whose first block it has.</param>
[GenerateSerializer, Immutable, Alias("llmwl.prefix.finds")]
internal readonly record struct CacheFinds([property: Id(0)] long Blocks, [property: Id(1)] long Tokens, [property: Id(2)] long Requests)
{
    /// <summary>The sum of what two caches find.</summary>
    public static CacheFinds operator +(CacheFinds one, CacheFinds other) =>
        new(one.Blocks + other.Blocks, one.Tokens + other.Tokens, one.Requests + other.Requests);
}
