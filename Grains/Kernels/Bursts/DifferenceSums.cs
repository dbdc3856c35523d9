using System.Numerics;

namespace LlmWorkload.Kernels;

/// <summary>
/// Exact sums over the successive inter-arrival times of one sequence, and what follows from them: variation, burstiness and memory (Goh
/// and Barabási, EPL 81 (2008) 48002).
/// </summary>
internal struct DifferenceSums
{
    /// <summary>An inter-arrival time below it, in ticks, counts as this long: one millisecond.</summary>
    public const long Least = TimeSpan.TicksPerMillisecond;

    private Int128 _sum;
    private Int128 _squares;
    private Int128 _products;
    private long _first;
    private long _last;

    /// <summary>How many inter-arrival times there are.</summary>
    public long N { get; private set; }

    /// <summary>Adds the next inter-arrival time.</summary>
    /// <param name="difference">Ticks, at least 0. Less than <see cref="Least"/> is raised to it.</param>
    public void Add(long difference)
    {
        var raised = Math.Max(difference, Least);
        _sum += raised;
        _squares += Math.BigMul(raised, raised);
        if (N == 0) _first = raised;
        else _products += Math.BigMul(_last, raised);
        _last = raised;
        N++;
    }

    /// <summary>Adds the inter-arrival times of one sequence.</summary>
    /// <param name="ascending">Its starts in ticks, ascending.</param>
    public void AddAll(ReadOnlySpan<long> ascending)
    {
        for (var i = 1; i < ascending.Length; i++) Add(ascending[i] - ascending[i - 1]);
    }

    /// <summary>The coefficient of variation, deviation (of the population) over mean; null for fewer than two.</summary>
    public readonly double? Cv() => N < 2 ? null : Math.Sqrt(WholeNumbers.Nearest(Spread())) / (double)_sum;

    /// <summary>Whether <see cref="Cv"/> is above 1, decided in whole numbers.</summary>
    public readonly bool IsCvAboveOne() => N >= 2 && Spread() > (BigInteger)_sum * _sum;

    /// <summary>
    /// B = (CV − 1)/(CV + 1): −1 for a clock, 0 for a Poisson process, towards 1 the burstier; null for fewer than two.
    /// </summary>
    public readonly double? Burstiness() => Cv() is { } cv ? (cv - 1) / (cv + 1) : null;

    /// <summary>
    /// Pearson's correlation of each inter-arrival time with the next; null for fewer than three, and where one side is constant.
    /// </summary>
    public readonly double? Memory()
    {
        if (N < 3) return null;
        BigInteger pairs = N - 1, earlier = _sum - _last, later = _sum - _first;
        var ofEarlier = (pairs * (_squares - Math.BigMul(_last, _last))) - (earlier * earlier);
        var ofLater = (pairs * (_squares - Math.BigMul(_first, _first))) - (later * later);
        if (ofEarlier.IsZero || ofLater.IsZero) return null;
        return WholeNumbers.Nearest((pairs * _products) - (earlier * later)) / Math.Sqrt(WholeNumbers.Nearest(ofEarlier))
            / Math.Sqrt(WholeNumbers.Nearest(ofLater));
    }

    // n²·variance.
    private readonly BigInteger Spread() => ((BigInteger)N * _squares) - ((BigInteger)_sum * _sum);
}
