using LlmWorkload.Kernels;

namespace LlmWorkload.Users;

/// <summary>Six numbers of each user's own inter-arrival times, over all models and as they are (not raised to 1 ms).</summary>
public static class UserDifferences
{
    /// <summary>Requests that a user needs.</summary>
    public const int LeastRequests = 3;

    /// <summary>The numbers, in the order of <see cref="Of"/>'s result, as keys of <c>summary.json</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mean", "p10", "p25", "median", "p75", "p90"];

    private static readonly double[] s_quantiles = [0.1, 0.25, 0.5, 0.75, 0.9];

    /// <summary>
    /// Per number of <see cref="Names"/>, its value for every user with at least <see cref="LeastRequests"/> requests, in seconds, in the order of
    /// the users. Means are exact sums of ticks, quantiles are interpolated between ticks, and both are then turned to seconds.
    /// </summary>
    public static double[][] Of(UserOrder order)
    {
        var users = Enumerable.Range(0, order.Users.Length).Count(user => order.Requests(user) >= LeastRequests);
        var numbers = new double[Names.Count][];
        for (var number = 0; number < numbers.Length; number++) numbers[number] = new double[users];
        var at = 0;
        for (var user = 0; user < order.Users.Length; user++)
        {
            if (order.Requests(user) < LeastRequests) continue;
            var started = order.Started(user);
            var sorted = Sorted(started);
            numbers[0][at] = (double)(started[^1] - started[0]) / sorted.Length / Units.TicksPerSecond;
            for (var q = 0; q < s_quantiles.Length; q++) numbers[q + 1][at] = Quantile(sorted, s_quantiles[q]) / Units.TicksPerSecond;
            at++;
        }

        return numbers;
    }

    private static long[] Sorted(ReadOnlySpan<long> started)
    {
        var differences = new long[started.Length - 1];
        for (var i = 0; i < differences.Length; i++) differences[i] = started[i + 1] - started[i];
        differences.AsSpan().Sort();
        return differences;
    }

    private static double Quantile(long[] sorted, double p)
    {
        var (index, fraction) = Quantiles.Position(p, sorted.Length);
        var low = sorted[index];
        return fraction == 0 ? low : low + (sorted[index + 1] - (double)low) * fraction;
    }
}
