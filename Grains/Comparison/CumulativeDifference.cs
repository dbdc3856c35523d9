using System.Numerics;
using LlmWorkload.Kernels;

namespace LlmWorkload.Comparison;

/// <summary>How far the cumulative distributions of two sides are apart: at most, and between them.</summary>
/// <param name="Greatest">
/// The greatest difference |F_A − F_B|, the two-sample Kolmogorov-Smirnov statistic: a whole number over n_A·n_B, so that it is exact.
/// </param>
/// <param name="Area">
/// The area between F_A and F_B: the Wasserstein-1 distance, in the unit that is shown. Of whole numbers it is an exact sum, divided once.
/// </param>
internal sealed record CumulativeDifference(double Greatest, double Area)
{
    private const long MostProduct = 1L << 62;

    /// <summary>Walks over the values of both sides, each of which has at least one.</summary>
    public static CumulativeDifference Of(ComparedDistribution distribution, FrequencyMap a, FrequencyMap b)
    {
        var product = (Int128)a.N * b.N;
        var (greatest, area) = (distribution.HasDecimals, product <= MostProduct) switch
        {
            (false, true) => Whole(a, b),
            (false, false) => Large(a, b),
            (true, _) => Decimal(a, b),
        };
        return new CumulativeDifference((double)greatest / (double)product, area / (double)product / distribution.Unit);
    }

    /// <summary>
    /// The p-value of a Kolmogorov-Smirnov statistic by its asymptotic distribution (Kolmogorov 1933; Smirnov 1948), 0 when it underflows.
    /// Ties make it conservative.
    /// </summary>
    /// <param name="statistic">The statistic.</param>
    /// <param name="a">Values of side A.</param>
    /// <param name="b">Values of side B.</param>
    public static double Probability(double statistic, long a, long b) =>
        Survival(Math.Sqrt((double)a * b / ((double)a + b)) * statistic);

    /// <summary>Kolmogorov's Q(λ) = 2·Σ(−1)^(k−1)·e^(−2k²λ²), and for small λ by the series that converges there.</summary>
    public static double Survival(double lambda)
    {
        const double least = 1e-17;
        const double border = 1.18;
        if (lambda <= 0) return 1;
        double sum = 0, term;
        if (lambda >= border)
        {
            for (var k = 1; (term = Math.Exp(-2.0 * k * k * lambda * lambda)) >= least; k++) sum += k % 2 == 1 ? term : -term;
            return Math.Clamp(2 * sum, 0, 1);
        }

        for (var k = 1; (term = Math.Exp(-((2.0 * k) - 1) * ((2.0 * k) - 1) * Math.PI * Math.PI / (8 * lambda * lambda))) >= least; k++)
            sum += term;
        return Math.Clamp(1 - (Math.Sqrt(2 * Math.PI) / lambda * sum), 0, 1);
    }

    private static (Int128 Greatest, double Area) Whole(FrequencyMap a, FrequencyMap b)
    {
        var walk = new Walk(a, b);
        long i = 0, j = 0, greatest = 0;
        UInt128 area = 0;
        for (var before = 0L; walk.Next(out var value, out var ofA, out var ofB); before = value)
        {
            var apart = (ulong)Math.Abs((i * b.N) - (j * a.N));
            if (apart > 0) area += Math.BigMul(apart, (ulong)(value - before));
            i += ofA;
            j += ofB;
            greatest = Math.Max(greatest, Math.Abs((i * b.N) - (j * a.N)));
        }

        return (greatest, (double)area);
    }

    // The same for so many values that products of counts need more than 64 bits.
    private static (Int128 Greatest, double Area) Large(FrequencyMap a, FrequencyMap b)
    {
        var walk = new Walk(a, b);
        Int128 i = 0, j = 0, greatest = 0;
        BigInteger area = 0;
        for (var before = 0L; walk.Next(out var value, out var ofA, out var ofB); before = value)
        {
            area += (BigInteger)Int128.Abs((i * b.N) - (j * a.N)) * (ulong)(value - before);
            i += ofA;
            j += ofB;
            greatest = Int128.Max(greatest, Int128.Abs((i * b.N) - (j * a.N)));
        }

        return (greatest, WholeNumbers.Nearest(area));
    }

    private static (Int128 Greatest, double Area) Decimal(FrequencyMap a, FrequencyMap b)
    {
        var walk = new Walk(a, b);
        Int128 i = 0, j = 0, greatest = 0;
        var area = new CompensatedSum();
        for (var before = 0.0; walk.Next(out var value, out var ofA, out var ofB); before = BitConverter.Int64BitsToDouble(value))
        {
            var apart = Int128.Abs((i * b.N) - (j * a.N));
            if (apart > 0) area.Add((double)apart * (BitConverter.Int64BitsToDouble(value) - before));
            i += ofA;
            j += ofB;
            greatest = Int128.Max(greatest, Int128.Abs((i * b.N) - (j * a.N)));
        }

        return (greatest, area.Value);
    }

    // The distinct values of both sides, ascending, and how often each has them.
    private ref struct Walk(FrequencyMap a, FrequencyMap b)
    {
        private readonly ReadOnlySpan<long> _valuesA = a.Values;
        private readonly ReadOnlySpan<long> _countsA = a.Counts;
        private readonly ReadOnlySpan<long> _valuesB = b.Values;
        private readonly ReadOnlySpan<long> _countsB = b.Counts;
        private int _a;
        private int _b;

        public bool Next(out long value, out long ofA, out long ofB)
        {
            (value, ofA, ofB) = (0, 0, 0);
            var (leftA, leftB) = (_a < _valuesA.Length, _b < _valuesB.Length);
            if (!leftA && !leftB) return false;
            value = !leftB || (leftA && _valuesA[_a] <= _valuesB[_b]) ? _valuesA[_a] : _valuesB[_b];
            if (leftA && _valuesA[_a] == value) ofA = _countsA[_a++];
            if (leftB && _valuesB[_b] == value) ofB = _countsB[_b++];
            return true;
        }
    }
}
