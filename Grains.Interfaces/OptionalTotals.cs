using System.Text.Json;

namespace LlmWorkload;

/// <summary>What requests come to in fields that only some logs have.</summary>
/// <param name="Failed">Requests that failed; null where nothing says which did.</param>
/// <param name="CachedShare">
/// The cached share of the input tokens, 0 to 1, over the requests that have both numbers; null without any input.
/// </param>
/// <param name="Cost">Sum of the cost in US dollars, exact to 10⁻⁹; null where no request has one.</param>
[GenerateSerializer, Immutable, Alias("llmwl.optional.totals")]
public sealed record OptionalTotals(
    [property: Id(0)] long? Failed, [property: Id(1)] double? CachedShare, [property: Id(2)] decimal? Cost)
{
    /// <summary>No such fields.</summary>
    public static readonly OptionalTotals None = new(null, null, null);

    /// <summary>The totals where it may be known from elsewhere that logs say which requests failed.</summary>
    /// <param name="hasOutcome">Whether it is known: then no failure is 0 failures.</param>
    public OptionalTotals With(bool hasOutcome) => hasOutcome ? this with { Failed = Failed ?? 0 } : this;

    /// <summary>Those that there are, by name.</summary>
    public IEnumerable<(string Name, object Value)> Known
    {
        get
        {
            if (Failed is { } failed) yield return ("failed", failed);
            if (CachedShare is { } share) yield return ("cached_share", share);
            if (Cost is { } cost) yield return ("cost", cost);
        }
    }

    /// <summary>The members of those that there are.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (Failed is { } failed) json.WriteNumber("failed", failed);
        if (CachedShare is { } share) json.WriteNumber("cached_share", share);
        if (Cost is { } cost) json.WriteNumber("cost", cost);
    }
}
