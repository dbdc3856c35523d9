namespace LlmWorkload.Segments;

/// <summary>
/// Divides integers by their common power of ten: instants and durations in ticks are mostly whole microseconds or milliseconds. A division
/// by 10ᵉ that leaves no remainder is a shift by e and a multiplication by the inverse of 5ᵉ modulo 2⁶⁴ (Warren, Hacker's Delight, 10-16
/// and 10-17).
/// </summary>
internal static class PowerOfTen
{
    /// <summary>The largest exponent with 10ᵉ inside 64 bits.</summary>
    public const int Largest = 18;

    private static readonly long[] Powers = [.. Enumerable.Range(0, Largest + 1).Select(e => Power(10, e))];
    private static readonly long[] InversesOfFive = [.. Powers.Select((_, e) => Inverse(Power(5, e)))];
    private static readonly long[] Limits = [.. Powers.Select(power => long.MaxValue / power)];

    /// <summary>10ᵉ.</summary>
    public static long Of(int exponent) => Powers[exponent];

    /// <summary>The largest exponent whose power divides every value without remainder.</summary>
    public static int CommonExponent(ReadOnlySpan<long> values)
    {
        var exponent = Largest;
        foreach (var value in values)
        {
            while (exponent > 0 && !Divides(exponent, value))
                exponent--;
            if (exponent == 0)
                break;
        }

        return exponent;
    }

    /// <summary>Divides values by a power of ten; no division leaves a remainder.</summary>
    public static void Divide(ReadOnlySpan<long> values, int exponent, Span<long> quotients)
    {
        var inverse = InversesOfFive[exponent];
        for (var i = 0; i < values.Length; i++)
            quotients[i] = unchecked((values[i] >> exponent) * inverse);
    }

    private static bool Divides(int exponent, long value)
    {
        if ((value & ((1L << exponent) - 1)) != 0)
            return false;
        var limit = Limits[exponent];
        var quotient = unchecked((value >> exponent) * InversesOfFive[exponent]);
        return quotient >= -limit && quotient <= limit;
    }

    private static long Power(long number, int exponent)
    {
        var power = 1L;
        for (var i = 0; i < exponent; i++)
            power *= number;
        return power;
    }

    // Newton's iteration doubles the number of right bits; an odd number is its own inverse modulo 8.
    private static long Inverse(long odd)
    {
        var inverse = odd;
        for (var i = 0; i < 5; i++)
            inverse = unchecked(inverse * (2 - odd * inverse));
        return inverse;
    }
}
