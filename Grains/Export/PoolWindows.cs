using LlmWorkload.Kernels;

namespace LlmWorkload.Export;

/// <summary>The windows of ten minutes of a client, and the law of the times between the requests in each.</summary>
internal static class PoolWindows
{
    /// <summary>The width of a window in ticks.</summary>
    public const long Width = PoolChunk.WindowSeconds * TimeSpan.TicksPerSecond;

    // A clock's coefficient of variation is raised to it, so that the shape of its gamma law is a number.
    private const double LeastVariation = 0.001;

    /// <summary>The windows that count, as ranges of requests.</summary>
    /// <param name="started">Starts in ticks, ascending.</param>
    public static List<(int From, int End)> Counted(ReadOnlySpan<long> started)
    {
        var windows = new List<(int From, int End)>();
        for (var (from, end) = (0, 0); from < started.Length; from = end)
        {
            var window = started[from] / Width;
            for (end = from + 1; end < started.Length && started[end] / Width == window;) end++;
            if (end - from >= WindowVariation.LeastRequests) windows.Add((from, end));
        }

        return windows;
    }

    /// <summary>The windows that count.</summary>
    /// <param name="started">Starts in ticks, ascending.</param>
    public static PoolWindow[] Of(ReadOnlySpan<long> started)
    {
        var counted = Counted(started);
        var windows = new PoolWindow[counted.Count];
        for (var i = 0; i < windows.Length; i++) windows[i] = Fit(started[counted[i].From..counted[i].End]);
        return windows;
    }

    // The gamma law has the mean and the variation of the times, as in ServeGen's data; the Weibull law is of the greatest likelihood. The
    // nearer one counts.
    private static PoolWindow Fit(ReadOnlySpan<long> started)
    {
        var sums = default(DifferenceSums);
        sums.AddAll(started);
        var cv = sums.Cv()!.Value;
        var differences = new long[started.Length - 1];
        for (var i = 0; i < differences.Length; i++) differences[i] = Math.Max(started[i + 1] - started[i], DifferenceSums.Least);
        var ticks = FrequencyMap.Of(differences);
        var values = WeightedValues.Of(ticks, Units.TicksPerSecond);
        var square = Math.Max(cv, LeastVariation) * Math.Max(cv, LeastVariation);
        var gamma = new GammaLaw(1 / square, values.Mean * square);
        var window = new PoolWindow(started[0] / Width * Width, started.Length, cv, false, gamma.Shape, gamma.Scale);
        if (Clockwork.Is(ticks)) return window;
        var weibull = WeibullLaw.Fit(values, half: 0);
        return weibull.Law is WeibullLaw law && weibull.Ks < values.Distance(gamma, half: 0)
            ? window with { IsWeibull = true, Shape = law.Shape, Scale = law.Scale }
            : window;
    }
}
