using LlmWorkload.Kernels;

namespace LlmWorkload.Comparison;

/// <summary>A distribution that is compared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">What its whole numbers are divided by when they are shown; ignored where it has decimals.</param>
/// <param name="HasDecimals">
/// Whether its values are decimals ≥ 0. Their bits, read as whole numbers, are in the same order, and stand in its frequency maps.
/// </param>
internal sealed record ComparedDistribution(string Name, double Unit, bool HasDecimals)
{
    /// <summary>Input tokens.</summary>
    public static readonly ComparedDistribution InputTokens = new("input_tokens", Units.One, false);

    /// <summary>Output tokens.</summary>
    public static readonly ComparedDistribution OutputTokens = new("output_tokens", Units.One, false);

    /// <summary>Output tokens divided by input tokens.</summary>
    public static readonly ComparedDistribution OutputInputRatio = new("output_input_ratio", Units.One, true);

    /// <summary>Time to the first token.</summary>
    public static readonly ComparedDistribution Ttft = new("ttft", Units.TicksPerSecond, false);

    /// <summary>Duration.</summary>
    public static readonly ComparedDistribution EndToEnd = new("e2e", Units.TicksPerSecond, false);

    /// <summary>Time per output token after the first.</summary>
    public static readonly ComparedDistribution Tpot = new("tpot", Units.One, true);

    /// <summary>The cached share of a request's input.</summary>
    public static readonly ComparedDistribution HitRatio = new("hit_ratio", Units.One, true);

    /// <summary>Inter-arrival times of all requests.</summary>
    public static readonly ComparedDistribution InterArrival = new("inter_arrival", Units.TicksPerSecond, false);

    /// <summary>Inter-arrival times within each user's own requests.</summary>
    public static readonly ComparedDistribution InterArrivalPerUser = new("inter_arrival_per_user", Units.TicksPerSecond, false);

    /// <summary>All of them, in the order of <see cref="ComparedNames.Distributions"/>.</summary>
    public static IReadOnlyList<ComparedDistribution> All { get; } =
        [InputTokens, OutputTokens, OutputInputRatio, Ttft, EndToEnd, Tpot, HitRatio, InterArrival, InterArrivalPerUser];

    /// <summary>Whether the distribution over all models is that of the models' values together.</summary>
    public bool IsOfRows => this != InterArrival && this != InterArrivalPerUser;

    /// <summary>A value of a frequency map, in the unit that is shown.</summary>
    public double Shown(long value) => HasDecimals ? BitConverter.Int64BitsToDouble(value) : value / Unit;
}
