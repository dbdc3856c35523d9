using LlmWorkload.Kernels;

namespace LlmWorkload.Comparison;

/// <summary>The values of a distribution on one side: what a comparison asks of them.</summary>
internal sealed class ValueDistribution
{
    private readonly ComparedDistribution _of;
    private readonly Dictionary<long, long> _ranked;

    /// <summary>Values of a distribution.</summary>
    public ValueDistribution(ComparedDistribution of, FrequencyMap map)
    {
        (_of, Map) = (of, map);
        _ranked = Ranked(map);
    }

    /// <summary>The values, as whole numbers.</summary>
    public FrequencyMap Map { get; }

    /// <summary>How many there are.</summary>
    public long N => Map.N;

    /// <summary>Their mean in the unit that is shown; at least one value.</summary>
    public double Mean() => _of.HasDecimals ? SumOfDecimals() / N : WholeNumbers.Ratio(Sum(), N) / _of.Unit;

    /// <summary>A quantile in the unit that is shown, one of those of a comparison; at least one value.</summary>
    public double Quantile(double p)
    {
        var (index, fraction) = Quantiles.Position(p, N);
        if (_of.HasDecimals)
        {
            var from = BitConverter.Int64BitsToDouble(_ranked[index]);
            return fraction == 0 ? from : from + ((BitConverter.Int64BitsToDouble(_ranked[index + 1]) - from) * fraction);
        }

        var low = (double)_ranked[index];
        return (fraction == 0 ? low : low + ((_ranked[index + 1] - low) * fraction)) / _of.Unit;
    }

    /// <summary>
    /// The two values between which the tenth k lies, and how many tenths of the way from the first to the second: k·(n − 1) = 10·f + r.
    /// </summary>
    public (long Low, long High, int Tenths) Tenth(int k)
    {
        var (rank, tenths) = PositionOfTenth(k, N);
        return (_ranked[rank], tenths == 0 ? _ranked[rank] : _ranked[rank + 1], tenths);
    }

    private static (long Rank, int Tenths) PositionOfTenth(int k, long n)
    {
        var (rank, tenths) = Int128.DivRem((Int128)k * (n - 1), 10);
        return ((long)rank, (int)tenths);
    }

    // Every rank that quantiles and tenths need, found in one pass over the values.
    private static Dictionary<long, long> Ranked(FrequencyMap map)
    {
        if (map.N == 0) return [];
        var ranks = new SortedSet<long>();
        foreach (var p in DistributionDifference.Shares)
        {
            var (index, fraction) = Quantiles.Position(p, map.N);
            ranks.Add(index);
            if (fraction > 0) ranks.Add(index + 1);
        }

        for (var k = 1; k < 10; k++)
        {
            var (rank, tenths) = PositionOfTenth(k, map.N);
            ranks.Add(rank);
            if (tenths > 0) ranks.Add(rank + 1);
        }

        long[] sorted = [.. ranks];
        return sorted.Zip(map.At(sorted)).ToDictionary(each => each.First, each => each.Second);
    }

    private Int128 Sum()
    {
        Int128 sum = 0;
        var values = Map.Values;
        var counts = Map.Counts;
        for (var i = 0; i < values.Length; i++) sum += (Int128)values[i] * counts[i];
        return sum;
    }

    private double SumOfDecimals()
    {
        var sum = new CompensatedSum();
        var values = Map.Values;
        var counts = Map.Counts;
        for (var i = 0; i < values.Length; i++) sum.Add(BitConverter.Int64BitsToDouble(values[i]) * counts[i]);
        return sum.Value;
    }
}
