using System.Numerics;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>How unevenly a total is spread over clients.</summary>
internal static class Concentration
{
    /// <summary>
    /// The Gini coefficient (2Σi·xᵢ − (N + 1)Σx)/(N·Σx), from exact sums: 0 where all are equal, towards 1 the more one has of all.
    /// </summary>
    /// <param name="ascending">What each has, at least 0, ascending.</param>
    /// <returns>Null where the total is 0.</returns>
    public static double? Gini(ReadOnlySpan<Int128> ascending)
    {
        BigInteger sum = 0, ranked = 0;
        for (var i = 0; i < ascending.Length; i++)
        {
            BigInteger value = ascending[i];
            (sum, ranked) = (sum + value, ranked + ((i + 1) * value));
        }

        if (sum.IsZero) return null;
        BigInteger n = ascending.Length;
        return WholeNumbers.Ratio((2 * ranked) - ((n + 1) * sum), n * sum);
    }

    /// <summary>The share of the total that those with the most have.</summary>
    /// <param name="ascending">What each has, ascending.</param>
    /// <param name="k">How many of them; all where there are fewer.</param>
    /// <returns>1 where there are no more; null where the total is 0.</returns>
    public static double? TopShare(ReadOnlySpan<Int128> ascending, long k)
    {
        var (sum, top) = (Int128.Zero, Int128.Zero);
        for (var i = 0; i < ascending.Length; i++)
        {
            sum += ascending[i];
            if (ascending.Length - i <= k) top += ascending[i];
        }

        return sum == 0 ? null : WholeNumbers.Ratio(top, sum);
    }

    /// <summary>The least number of those with the most that have a share of the total together.</summary>
    /// <param name="ascending">What each has, ascending.</param>
    /// <param name="percent">The share.</param>
    public static long CountFor(ReadOnlySpan<Int128> ascending, int percent)
    {
        const int All = 100;
        var (sum, top) = (Int128.Zero, Int128.Zero);
        foreach (var value in ascending) sum += value;
        var k = 0;
        while (k < ascending.Length && All * top < percent * sum) top += ascending[^++k];
        return k;
    }

    /// <summary>The Lorenz curve from (0, 0) on: which share of the total the clients with the least have.</summary>
    /// <param name="ascending">What each has, ascending; the total is above 0.</param>
    /// <returns>Shares of the clients, and of the total.</returns>
    public static (double[] Clients, double[] Shares) Lorenz(ReadOnlySpan<Int128> ascending)
    {
        var (clients, shares) = (new double[ascending.Length + 1], new double[ascending.Length + 1]);
        var (sum, least) = (Int128.Zero, Int128.Zero);
        foreach (var value in ascending) sum += value;
        for (var i = 1; i <= ascending.Length; i++)
        {
            least += ascending[i - 1];
            (clients[i], shares[i]) = ((double)i / ascending.Length, (double)least / (double)sum);
        }

        return (clients, shares);
    }
}
