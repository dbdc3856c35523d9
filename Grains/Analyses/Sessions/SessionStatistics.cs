using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>
/// The statistics of sessions. Distributions are unpacked one after another, and not kept: they may have millions of values.
/// </summary>
/// <param name="counts">The sessions.</param>
internal sealed class SessionStatistics(SessionCounts counts)
{
    /// <summary>Turns of sessions.</summary>
    public Statistics Turns { get; } = Of(counts.Turns, Units.One);

    /// <summary>Their lengths in seconds.</summary>
    public Statistics Lengths { get; } = Of(counts.Lengths, Units.TicksPerSecond);

    /// <summary>Seconds from the end of all turns before to a turn.</summary>
    public Statistics Thinks { get; } = Of(counts.Thinks, Units.TicksPerSecond);

    /// <summary>Seconds from start to start.</summary>
    public Statistics InterTurns { get; } = Of(counts.InterTurns, Units.TicksPerSecond);

    /// <summary>Input tokens of first turns.</summary>
    public Statistics FirstInputs { get; } = Of(counts.FirstInputs, Units.One);

    /// <summary>By how much input tokens grow.</summary>
    public Statistics Growths { get; } = Of(counts.Growths, Units.One);

    /// <summary>The share of sessions of one turn; null without sessions.</summary>
    public double? SingleTurnShare { get; } = ShareOfOne(FrequencyMap.Decode(counts.Turns));

    private static Statistics Of(PackedFrequencies packed, double unit) => Summaries.Of(FrequencyMap.Decode(packed), unit);

    private static double? ShareOfOne(FrequencyMap turns) =>
        turns.N == 0 ? null : (double)(turns.Values[0] == 1 ? turns.Counts[0] : 0) / turns.N;
}
