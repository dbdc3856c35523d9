namespace LlmWorkload.Users;

/// <summary>The columns of one user's rows, in one order.</summary>
/// <param name="Version">The dataset's version.</param>
/// <param name="Started">Instants in ticks, ascending.</param>
/// <param name="Models">The hashes of the models that the user asked.</param>
/// <param name="Model">Per row, an index into <paramref name="Models"/>.</param>
/// <param name="InputTokens">Input tokens; may be missing.</param>
/// <param name="OutputTokens">Output tokens; may be missing.</param>
/// <param name="CachedTokens">Cached tokens; may be missing. Null where no row has any.</param>
/// <param name="Failed">1 where the request failed, else missing. Null where none did.</param>
/// <param name="Cost">Cost in 10⁻⁹ US dollars; may be missing. Null where no row has any.</param>
[GenerateSerializer, Immutable, Alias("llmwl.user.rows")]
public sealed record UserRows(
    [property: Id(0)] long Version,
    [property: Id(1)] long[] Started,
    [property: Id(2)] ulong[] Models,
    [property: Id(3)] int[] Model,
    [property: Id(4)] long[] InputTokens,
    [property: Id(5)] long[] OutputTokens,
    [property: Id(6)] long[]? CachedTokens = null,
    [property: Id(7)] long[]? Failed = null,
    [property: Id(8)] long[]? Cost = null);
