using System.Globalization;

namespace LlmWorkload.Comparison;

/// <summary>A limit that a comparison must hold.</summary>
/// <param name="Key">What it looks at, as <see cref="GateKey"/> reads it.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsMinimum">Whether the value must not be below the limit; otherwise it must not be above.</param>
[GenerateSerializer, Immutable, Alias("llmwl.comparison.gate")]
public sealed record ComparisonGate([property: Id(0)] string Key, [property: Id(1)] double Limit, [property: Id(2)] bool IsMinimum)
{
    /// <summary>Reads a gate: <c>KEY=LIMIT</c>, cut at the last equals sign.</summary>
    /// <exception cref="WorkloadException">It is none; the message says why.</exception>
    public static ComparisonGate Parse(string text, bool isMinimum)
    {
        var equals = text.LastIndexOf('=');
        if (equals < 0) throw new WorkloadException($"The gate '{text}' has no limit; expected KEY=LIMIT.") { IsInput = true };
        var (key, limit) = (text[..equals], text[(equals + 1)..]);
        if (!double.TryParse(limit, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            throw new WorkloadException($"The limit of the gate '{text}' is '{limit}'; expected a number.") { IsInput = true };
        GateKey.Parse(key);
        return new ComparisonGate(key, value, isMinimum);
    }
}
