using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Users;

/// <summary>Six numbers of each user's own inter-arrival times, over all models.</summary>
internal static class UserInterArrivals
{
    /// <summary>Requests that a user needs.</summary>
    public const int LeastRequests = 3;

    /// <summary>The numbers, in the order of <see cref="Of"/>'s result, as keys of <c>summary.json</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mean", "p10", "p25", "median", "p75", "p90"];

    private static readonly double[] Shares = [0.1, 0.25, 0.5, 0.75, 0.9];

    /// <summary>
    /// For each number of <see cref="Names"/>, its value for every user with at least <see cref="LeastRequests"/> requests, in seconds, in
    /// the order of the users. Means are exact sums of ticks and quantiles are interpolated between ticks. Both are then turned to seconds.
    /// </summary>
    public static double[][] Of(UserOrder order)
    {
        int users = 0, most = 0;
        for (var user = 0; user < order.Users.Length; user++)
        {
            if (order.Requests(user) >= LeastRequests) users++;
            most = Math.Max(most, order.Requests(user));
        }

        var numbers = new double[Names.Count][];
        for (var number = 0; number < numbers.Length; number++) numbers[number] = new double[users];
        using var scratch = new Scratch();
        var interArrivals = scratch.Rent<long>(most);
        var at = 0;
        for (var user = 0; user < order.Users.Length; user++)
        {
            if (order.Requests(user) < LeastRequests) continue;
            var started = order.Started(user);
            var sorted = Sorted(started, interArrivals);
            numbers[0][at] = (double)(started[^1] - started[0]) / sorted.Length / Units.TicksPerSecond;
            for (var q = 0; q < Shares.Length; q++)
                numbers[q + 1][at] = Quantiles.OfSorted(sorted, Shares[q]) / Units.TicksPerSecond;
            at++;
        }

        return numbers;
    }

    private static ReadOnlySpan<long> Sorted(ReadOnlySpan<long> started, Span<long> interArrivals)
    {
        interArrivals = interArrivals[..(started.Length - 1)];
        for (var i = 0; i < interArrivals.Length; i++) interArrivals[i] = started[i + 1] - started[i];
        RadixSort.Sort(interArrivals);
        return interArrivals;
    }
}
