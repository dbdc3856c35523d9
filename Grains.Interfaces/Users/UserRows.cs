namespace LlmWorkload.Users;

/// <summary>The columns of one user's rows, in one order.</summary>
/// <param name="Version">The dataset's version.</param>
/// <param name="Started">Instants in ticks, ascending.</param>
/// <param name="Models">The hashes of the models that the user asked.</param>
/// <param name="Model">Per row, an index into <paramref name="Models"/>.</param>
/// <param name="InputTokens">Input tokens; may be missing.</param>
/// <param name="OutputTokens">Output tokens; may be missing.</param>
[GenerateSerializer, Immutable, Alias("llmwl.user.rows")]
public sealed record UserRows(
    [property: Id(0)] long Version,
    [property: Id(1)] long[] Started,
    [property: Id(2)] ulong[] Models,
    [property: Id(3)] int[] Model,
    [property: Id(4)] long[] InputTokens,
    [property: Id(5)] long[] OutputTokens);
