using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>The distributions of sessions, unpacked.</summary>
/// <param name="counts">The sessions.</param>
internal sealed class SessionMaps(SessionCounts counts)
{
    /// <summary>Turns of sessions.</summary>
    public FrequencyMap Turns { get; } = FrequencyMap.Decode(counts.Turns);

    /// <summary>Their lengths in ticks.</summary>
    public FrequencyMap Lengths { get; } = FrequencyMap.Decode(counts.Lengths);

    /// <summary>Ticks from the end of all turns before to a turn.</summary>
    public FrequencyMap Thinks { get; } = FrequencyMap.Decode(counts.Thinks);

    /// <summary>Ticks from start to start.</summary>
    public FrequencyMap InterTurns { get; } = FrequencyMap.Decode(counts.InterTurns);

    /// <summary>Input tokens of first turns.</summary>
    public FrequencyMap FirstInputs { get; } = FrequencyMap.Decode(counts.FirstInputs);

    /// <summary>By how much input tokens grow.</summary>
    public FrequencyMap Growths { get; } = FrequencyMap.Decode(counts.Growths);

    /// <summary>The share of sessions of one turn; null without sessions.</summary>
    public double? SingleTurnShare =>
        Turns.N == 0 ? null : (double)(Turns.Values[0] == 1 ? Turns.Counts[0] : 0) / Turns.N;
}
