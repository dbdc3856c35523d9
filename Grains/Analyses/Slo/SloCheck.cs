using LlmWorkload.Analyses;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>
/// Whether requests hold limits, decided in whole ticks. A metric is measurable: ttft where it is present; e2e where the duration is; tpot
/// where output is above 1, ttft above 0 and duration above ttft. Where output is at most 1 and the duration is present, tpot holds.
/// </summary>
/// <param name="limits">The limits.</param>
internal readonly struct SloCheck(SloLimits limits)
{
    /// <summary>Whether the time to first token holds; null where it cannot be measured or has no limit.</summary>
    public bool? Ttft(long ttft) => limits.Ttft is not { } limit || ttft == Missing.Value ? null : ttft <= limit;

    /// <summary>Whether the time per output token holds; null where it cannot be measured or has no limit.</summary>
    public bool? Tpot(long output, long ttft, long duration)
    {
        if (limits.Tpot is not { } limit || output == Missing.Value || duration == Missing.Value) return null;
        if (output <= 1) return true;
        return ttft > 0 && duration > ttft ? duration - ttft <= (Int128)limit * (output - 1) : null;
    }

    /// <summary>Whether the duration holds; null where it cannot be measured or has no limit.</summary>
    public bool? E2e(long duration) => limits.E2e is not { } limit || duration == Missing.Value ? null : duration <= limit;

    /// <summary>Whether a request that is measured holds every limit.</summary>
    public bool HoldsAll(long output, long ttft, long duration) =>
        Ttft(ttft) is not false && Tpot(output, ttft, duration) is not false && E2e(duration) is not false;
}
