using System.Numerics;

namespace LlmWorkload.Reading;

/// <summary>
/// Decimal numbers as whole units, such as seconds as ticks of 100 ns: rounded to the nearest, ties to even, from the decimal digits
/// themselves. The grammar is <c>[-] digits [. digits] [(e|E) [+|-] digits]</c>, where one side of the point may be empty; at most 256
/// bytes.
/// </summary>
internal static class Seconds
{
    private const int TickDigits = 7;
    private const int MaxBytes = 256;

    private static readonly ulong[] PowersOfTen = [.. Enumerable.Range(0, 20).Select(exponent => (ulong)BigInteger.Pow(10, exponent))];

    /// <summary>
    /// The ticks of <paramref name="field"/>, which has seconds; <see cref="Missing.Value"/> for a missing marker or a negative number.
    /// False when the field is neither, or above 2⁶³ − 1 ticks.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out long ticks) => TryParse(field, TickDigits, out ticks);

    /// <summary>
    /// The units of <paramref name="field"/>; <see cref="Missing.Value"/> for a missing marker or a negative number. False when the field
    /// is neither, or above 2⁶³ − 1 units.
    /// </summary>
    /// <param name="field">The text.</param>
    /// <param name="digits">Decimal places of a unit behind the point: 7 for ticks of seconds, −2 for ticks of nanoseconds.</param>
    /// <param name="units">The number.</param>
    public static bool TryParse(ReadOnlySpan<byte> field, int digits, out long units)
    {
        units = Missing.Value;
        if (field.IsEmpty)
            return true;
        if (field.Length > 19)
            return TryParseExact(field, digits, out units);

        var mantissa = 0UL;
        var point = -1;
        for (var i = 0; i < field.Length; i++)
        {
            var digit = (uint)(field[i] - '0');
            if (digit <= 9)
                mantissa = mantissa * 10 + digit;
            else if (field[i] == '.' && point < 0)
                point = i;
            else
                return MissingMarker.Is(field) || TryParseExact(field, digits, out units);
        }

        if (point >= 0 && field.Length == 1)
            return false;
        var decimals = point < 0 ? 0 : field.Length - point - 1;
        return decimals - digits < PowersOfTen.Length
            ? TryScale(mantissa, decimals - digits, ref units)
            : TryParseExact(field, digits, out units);
    }

    private static bool TryScale(ulong mantissa, int finer, ref long units)
    {
        if (finer <= 0)
        {
            var high = Math.BigMul(mantissa, PowersOfTen[-finer], out var low);
            if (high != 0 || low > long.MaxValue)
                return false;
            units = (long)low;
            return true;
        }

        var unit = PowersOfTen[finer];
        var (quotient, remainder) = Math.DivRem(mantissa, unit);
        var half = unit / 2;
        if (remainder > half || (remainder == half && (quotient & 1) != 0))
            quotient++;
        units = (long)quotient;
        return true;
    }

    private static bool TryParseExact(ReadOnlySpan<byte> field, int digits, out long units)
    {
        units = Missing.Value;
        if (field.Length > MaxBytes)
            return false;
        var negative = field[0] == '-';
        if (!TrySplit(negative ? field[1..] : field, out var mantissa, out var exponent))
            return false;
        if (mantissa.IsZero)
        {
            units = 0;
            return true;
        }

        if (negative)
            return true;
        if (exponent + digits > 19)
            return false;
        var rounded = Round(mantissa, exponent + digits);
        if (rounded > long.MaxValue)
            return false;
        units = (long)rounded;
        return true;
    }

    private static BigInteger Round(BigInteger digits, int exponent)
    {
        if (exponent >= 0)
            return digits * BigInteger.Pow(10, exponent);
        if (exponent < -2 * MaxBytes)
            return BigInteger.Zero;
        var unit = BigInteger.Pow(10, -exponent);
        var quotient = BigInteger.DivRem(digits, unit, out var remainder);
        var side = (remainder * 2).CompareTo(unit);
        return side > 0 || (side == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static bool TrySplit(ReadOnlySpan<byte> number, out BigInteger digits, out int exponent)
    {
        digits = BigInteger.Zero;
        exponent = 0;
        var mark = number.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0 && !TryExponent(number[(mark + 1)..], out exponent))
            return false;
        var mantissa = mark < 0 ? number : number[..mark];
        var seen = 0;
        var point = false;
        foreach (var c in mantissa)
        {
            var digit = (uint)(c - '0');
            if (digit <= 9)
            {
                digits = digits * 10 + digit;
                seen++;
                exponent -= point ? 1 : 0;
            }
            else if (c == '.' && !point)
            {
                point = true;
            }
            else
            {
                return false;
            }
        }

        return seen > 0;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        var negative = text.Length > 0 && text[0] == '-';
        var digits = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        foreach (var c in digits)
        {
            var digit = (uint)(c - '0');
            if (digit > 9)
                return false;
            exponent = (int)Math.Min(exponent * 10 + digit, 100_000);
        }

        exponent = negative ? -exponent : exponent;
        return !digits.IsEmpty;
    }
}
