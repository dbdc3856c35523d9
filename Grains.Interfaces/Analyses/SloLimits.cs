using System.Globalization;

namespace LlmWorkload.Analyses;

/// <summary>Service level objectives of requests, in ticks of 100 ns; null where there is none.</summary>
/// <param name="Ttft">The most time to the first token.</param>
/// <param name="Tpot">The most time per output token after the first.</param>
/// <param name="E2e">The most duration.</param>
[GenerateSerializer, Immutable, Alias("llmwl.slo.limits")]
public sealed record SloLimits([property: Id(0)] long? Ttft, [property: Id(1)] long? Tpot, [property: Id(2)] long? E2e)
{
    /// <summary>What is expected, in words.</summary>
    public const string Expected = "a list such as ttft=0.5,tpot=50ms,e2e=30: each of ttft, tpot and e2e at most once, with a number "
        + "above 0 in seconds, or with ms or s";

    /// <summary>The limits by the names of their metrics, in order.</summary>
    public IReadOnlyList<(string Name, long? Ticks)> All => [("ttft", Ttft), ("tpot", Tpot), ("e2e", E2e)];

    /// <summary>Reads limits; each is rounded to the nearest tick, ties to even.</summary>
    /// <param name="text">Such as <c>ttft=0.5,tpot=50ms,e2e=30</c>.</param>
    /// <returns>Null where the text is not as <see cref="Expected"/>.</returns>
    public static SloLimits? Parse(string text)
    {
        var limits = new SloLimits(null, null, null);
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (item.Split('=', StringSplitOptions.TrimEntries) is not [var name, var limit] || Ticks(limit) is not { } ticks) return null;
            switch (name)
            {
                case "ttft" when limits.Ttft is null: limits = limits with { Ttft = ticks }; break;
                case "tpot" when limits.Tpot is null: limits = limits with { Tpot = ticks }; break;
                case "e2e" when limits.E2e is null: limits = limits with { E2e = ticks }; break;
                default: return null;
            }
        }

        return limits;
    }

    private static long? Ticks(string text)
    {
        var isMilli = text.EndsWith("ms", StringComparison.Ordinal);
        var number = isMilli ? text[..^2] : text.EndsWith('s') ? text[..^1] : text;
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowTrailingWhite;
        if (!decimal.TryParse(number, Style, CultureInfo.InvariantCulture, out var value)) return null;

        // The most is what a tick count can hold; the bound itself keeps the product within a decimal.
        var unit = isMilli ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerSecond;
        if (value <= 0 || value >= long.MaxValue / unit) return null;
        var ticks = (long)decimal.Round(value * unit, MidpointRounding.ToEven);
        return ticks > 0 ? ticks : null;
    }
}
