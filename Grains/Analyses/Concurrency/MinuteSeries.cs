namespace LlmWorkload.Analyses;

/// <summary>Requests in progress minute by minute.</summary>
/// <param name="Minutes">Minutes since 0001-01-01, ascending.</param>
/// <param name="Mean">The mean level of each.</param>
/// <param name="Max">The highest level of each.</param>
/// <param name="Starts">Requests that start in it.</param>
/// <param name="Ends">Requests that end in it.</param>
/// <param name="After">The level that stays until the next of these minutes.</param>
/// <param name="IsWhole">Whether no minute is left out between the first and the last.</param>
internal sealed record MinuteSeries(long[] Minutes, double[] Mean, long[] Max, long[] Starts, long[] Ends, long[] After, bool IsWhole)
{
    /// <summary>Sets a minute.</summary>
    public void Set(int row, long minute, double mean, long max, long starts, long ends, long after) =>
        (Minutes[row], Mean[row], Max[row], Starts[row], Ends[row], After[row]) = (minute, mean, max, starts, ends, after);
}
