using LlmWorkload.Analyses;

namespace LlmWorkload.Kernels;

/// <summary>Factors on all limits: 41 from 0.25 to 4, evenly on a log axis.</summary>
internal static class SloScale
{
    private const int Steps = 40;

    /// <summary>The factors, ascending.</summary>
    public static double[] Factors { get; } = [.. Enumerable.Range(0, Steps + 1).Select(step => 0.25 * Math.Pow(16, (double)step / Steps))];

    /// <summary>The checks of the limits times each factor, rounded to ticks, at least one.</summary>
    public static SloCheck[] Of(SloLimits limits) => Array.ConvertAll(Factors, factor => new SloCheck(
        new SloLimits(Times(limits.Ttft, factor), Times(limits.Tpot, factor), Times(limits.E2e, factor))));

    /// <summary>The first factor at which a request that is measured holds; the number of factors where it never does.</summary>
    /// <param name="checks">The checks by factor: what holds at one holds at every greater one.</param>
    /// <param name="output">Output tokens.</param>
    /// <param name="ttft">Time to first token in ticks.</param>
    /// <param name="duration">Duration in ticks.</param>
    public static int FirstHeld(ReadOnlySpan<SloCheck> checks, long output, long ttft, long duration)
    {
        var (from, to) = (0, checks.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (checks[middle].HoldsAll(output, ttft, duration)) to = middle;
            else from = middle + 1;
        }

        return from;
    }

    // A double rounds a limit of years; what is beyond the ticks that there are is the most that there are.
    private static long? Times(long? ticks, double factor) => ticks is not { } limit
        ? null
        : limit * factor >= long.MaxValue ? long.MaxValue : Math.Max(1, (long)Math.Round(limit * factor, MidpointRounding.ToEven));
}
