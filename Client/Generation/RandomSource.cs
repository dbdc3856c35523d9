using System.Numerics;

namespace LlmWorkload.Generation;

/// <summary>
/// xoshiro256** (Blackman and Vigna, 2018), seeded by SplitMix64, with the distributions that a log needs.
/// Fixed by its definition, where <see cref="Random"/> may change with the runtime.
/// </summary>
internal sealed class RandomSource
{
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;
    private const double Ulp = 1.0 / (1UL << 53);

    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double _spareNormal;
    private bool _hasSpare;

    public RandomSource(ulong seed)
    {
        _s0 = Mix(seed += Golden);
        _s1 = Mix(seed += Golden);
        _s2 = Mix(seed += Golden);
        _s3 = Mix(seed + Golden);
    }

    /// <summary>The output function of SplitMix64: a bijection that turns neighbouring numbers into unrelated ones.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    /// <summary>The number in [0, 1) that the high 53 bits make.</summary>
    public static double Unit(ulong bits) => (bits >> 11) * Ulp;

    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUnit() => Unit(NextBits());

    /// <summary>Uniform in (0, 1], so that it has a logarithm.</summary>
    public double NextPositiveUnit() => ((NextBits() >> 11) + 1) * Ulp;

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -PortableMath.Log(NextPositiveUnit());

    /// <summary>Standard normal, by Marsaglia's polar method.</summary>
    public double NextNormal()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spareNormal;
        }

        double x, y, square;
        do
        {
            x = 2 * NextUnit() - 1;
            y = 2 * NextUnit() - 1;
            square = x * x + y * y;
        }
        while (square is >= 1 or 0);

        var factor = Math.Sqrt(-2 * PortableMath.Log(square) / square);
        _spareNormal = y * factor;
        _hasSpare = true;
        return x * factor;
    }

    /// <summary>
    /// Gamma with scale 1 (Marsaglia and Tsang, 2000). One of a shape below 1 is one of shape + 1 times U^(1 / shape).
    /// </summary>
    /// <param name="shape">Above 0.</param>
    public double NextGamma(double shape)
    {
        if (shape < 1) return NextGamma(shape + 1) * PortableMath.Pow(NextPositiveUnit(), 1 / shape);
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = NextNormal();
            var v = 1 + c * x;
            if (v <= 0) continue;

            v = v * v * v;
            var u = NextPositiveUnit();
            var square = x * x;
            if (u < 1 - 0.0331 * square * square) return d * v;
            if (PortableMath.Log(u) < 0.5 * square + d * (1 - v + PortableMath.Log(v))) return d * v;
        }
    }

    /// <summary>Weibull with scale 1: an exponential number to the power 1 / shape.</summary>
    /// <param name="shape">Above 0.</param>
    public double NextWeibull(double shape) => NextExponential() is > 0 and var x ? PortableMath.Pow(x, 1 / shape) : 0;
}
