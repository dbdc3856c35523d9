using System.Numerics;

namespace LlmWorkload.Kernels;

/// <summary>
/// Exact sums over pairs of whole numbers ≥ 0: a correlation is computed from them. The sums of pairs in several places add up.
/// </summary>
/// <param name="Pairs">Number of pairs.</param>
/// <param name="X">Sum of the first numbers.</param>
/// <param name="Y">Sum of the second numbers.</param>
/// <param name="XX">Sum of the squares of the first.</param>
/// <param name="YY">Sum of the squares of the second.</param>
/// <param name="XY">Sum of the products.</param>
[GenerateSerializer, Immutable, Alias("llmwl.pairsums")]
internal sealed record PairSums(
    [property: Id(0)] long Pairs,
    [property: Id(1)] BigInteger X,
    [property: Id(2)] BigInteger Y,
    [property: Id(3)] BigInteger XX,
    [property: Id(4)] BigInteger YY,
    [property: Id(5)] BigInteger XY)
{
    /// <summary>No pairs.</summary>
    public static readonly PairSums None = new(0, 0, 0, 0, 0, 0);

    /// <summary>The sums of all pairs of both.</summary>
    public static PairSums operator +(PairSums one, PairSums other) =>
        new(one.Pairs + other.Pairs, one.X + other.X, one.Y + other.Y, one.XX + other.XX, one.YY + other.YY, one.XY + other.XY);

    /// <summary>The sums of the pairs of numbers at the same index.</summary>
    /// <param name="x">The first number of each.</param>
    /// <param name="y">The second number of each.</param>
    public static PairSums Of(ReadOnlySpan<long> x, ReadOnlySpan<long> y)
    {
        var previous = new int[y.Length];
        for (var i = 0; i < previous.Length; i++) previous[i] = i;
        return Of(x, y, previous, Math.Max(Highest(x), Highest(y)));
    }

    /// <summary>The sums of pairs of a number of one series and a number of another.</summary>
    /// <param name="x">The first series.</param>
    /// <param name="y">The second series.</param>
    /// <param name="previous">
    /// For each number of the second series, the index of the first number of its pair; −1 where it is in no pair.
    /// </param>
    /// <param name="highest">No number is above it.</param>
    public static PairSums Of<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<int> previous, ulong highest)
        where T : IBinaryInteger<T>
    {
        if (highest <= uint.MaxValue) return OfSmall(x, y, previous);

        // Sums are gathered in 128 bits and emptied into whole numbers of any size before they can overflow.
        var sums = None;
        var room = ExactSums.Room(highest);
        for (var from = 0L; from < previous.Length; from += room)
        {
            sums += OfBlock(x, y, previous, (int)from, (int)Math.Min(previous.Length, from + room));
        }

        return sums;
    }

    /// <summary>The highest of some numbers; 0 for none.</summary>
    public static ulong Highest(ReadOnlySpan<long> values)
    {
        var highest = 0L;
        foreach (var value in values) highest = Math.Max(highest, value);
        return (ulong)highest;
    }

    /// <summary>Their product-moment correlation.</summary>
    public Correlation Correlate() => Correlation.Of(Pairs, X, Y, XX, YY, XY);

    // As of `ExactSums`: products of 64 bits are added up with a carry.
    private static PairSums OfSmall<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<int> previous)
        where T : IBinaryInteger<T>
    {
        var (pairs, sumX, sumY) = (0L, 0UL, 0UL);
        var (lowXX, lowYY, lowXY) = (0UL, 0UL, 0UL);
        var (highXX, highYY, highXY) = (0UL, 0UL, 0UL);
        for (var i = 0; i < previous.Length; i++)
        {
            if (previous[i] < 0) continue;
            var (x, y) = (ulong.CreateTruncating(first[previous[i]]), ulong.CreateTruncating(second[i]));
            pairs++;
            sumX += x;
            sumY += y;
            ExactSums.Add(x * x, ref highXX, ref lowXX);
            ExactSums.Add(y * y, ref highYY, ref lowYY);
            ExactSums.Add(x * y, ref highXY, ref lowXY);
        }

        return new PairSums(
            pairs, sumX, sumY, ExactSums.Whole(highXX, lowXX), ExactSums.Whole(highYY, lowYY), ExactSums.Whole(highXY, lowXY));
    }

    private static PairSums OfBlock<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<int> previous, int from, int to)
        where T : IBinaryInteger<T>
    {
        var pairs = 0L;
        UInt128 sumX = 0, sumY = 0, sumXX = 0, sumYY = 0, sumXY = 0;
        for (var i = from; i < to; i++)
        {
            if (previous[i] < 0) continue;
            var (x, y) = (ulong.CreateTruncating(first[previous[i]]), ulong.CreateTruncating(second[i]));
            pairs++;
            sumX += x;
            sumY += y;
            sumXX += Math.BigMul(x, x);
            sumYY += Math.BigMul(y, y);
            sumXY += Math.BigMul(x, y);
        }

        return new PairSums(pairs, sumX, sumY, sumXX, sumYY, sumXY);
    }
}
