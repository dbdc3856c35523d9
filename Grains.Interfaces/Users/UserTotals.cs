namespace LlmWorkload.Users;

/// <summary>What a user's requests come to.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Requests">The requests.</param>
/// <param name="Models">The distinct models that they ask.</param>
/// <param name="InputTokens">Sum of the input tokens; missing ones count as 0.</param>
/// <param name="OutputTokens">Sum of the output tokens; missing ones count as 0.</param>
/// <param name="Failed">Requests that failed; null where nothing says which did.</param>
/// <param name="Cost">Sum of the cost in US dollars, exact to 10⁻⁹; null where no request of the user has one.</param>
[GenerateSerializer, Immutable, Alias("llmwl.user.totals")]
public sealed record UserTotals(
    [property: Id(0)] string User,
    [property: Id(1)] long Requests,
    [property: Id(2)] long Models,
    [property: Id(3)] Int128 InputTokens,
    [property: Id(4)] Int128 OutputTokens,
    [property: Id(5)] long? Failed,
    [property: Id(6)] decimal? Cost);
