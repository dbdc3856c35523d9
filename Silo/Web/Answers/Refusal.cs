namespace LlmWorkload.Web;

/// <summary>A request that is refused.</summary>
/// <param name="status">The status of the answer.</param>
/// <param name="detail">Why, in a sentence.</param>
/// <param name="nearest">The name that was probably meant; null for none.</param>
internal sealed class Refusal(int status, string detail, string? nearest = null) : Exception(detail)
{
    /// <summary>The status.</summary>
    public int Status { get; } = status;

    /// <summary>The name that was probably meant; null for none.</summary>
    public string? Nearest { get; } = nearest;

    /// <summary>Seconds after which the same may be asked again; null where it does not help.</summary>
    public int? RetryAfter { get; init; }
}
