using System.Numerics;

namespace LlmWorkload.Reading;

/// <summary>
/// Decimal seconds as ticks of 100 ns, rounded to the nearest, ties to even, from the decimal digits themselves. The grammar is
/// <c>[-] digits [. digits] [(e|E) [+|-] digits]</c>, where one side of the point may be empty; at most 256 bytes.
/// </summary>
internal static class Seconds
{
    private const int TickDigits = 7;
    private const int MaxBytes = 256;

    private static readonly ulong[] PowersOfTen = [.. Enumerable.Range(0, 20).Select(exponent => (ulong)BigInteger.Pow(10, exponent))];

    /// <summary>
    /// The ticks of <paramref name="field"/>; <see cref="Missing.Value"/> for a missing marker or a negative number.
    /// False when the field is neither, or above 2⁶³ − 1 ticks.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out long ticks)
    {
        ticks = Missing.Value;
        if (field.IsEmpty)
            return true;
        if (field.Length > 19)
            return TryParseExact(field, out ticks);

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
                return MissingMarker.Is(field) || TryParseExact(field, out ticks);
        }

        if (point >= 0 && field.Length == 1)
            return false;
        var decimals = point < 0 ? 0 : field.Length - point - 1;
        return TryScale(mantissa, decimals, ref ticks);
    }

    private static bool TryScale(ulong mantissa, int decimals, ref long ticks)
    {
        if (decimals <= TickDigits)
        {
            var high = Math.BigMul(mantissa, PowersOfTen[TickDigits - decimals], out var low);
            if (high != 0 || low > long.MaxValue)
                return false;
            ticks = (long)low;
            return true;
        }

        var unit = PowersOfTen[decimals - TickDigits];
        var (quotient, remainder) = Math.DivRem(mantissa, unit);
        var half = unit / 2;
        if (remainder > half || (remainder == half && (quotient & 1) != 0))
            quotient++;
        ticks = (long)quotient;
        return true;
    }

    private static bool TryParseExact(ReadOnlySpan<byte> field, out long ticks)
    {
        ticks = Missing.Value;
        if (field.Length > MaxBytes)
            return false;
        var negative = field[0] == '-';
        if (!TrySplit(negative ? field[1..] : field, out var digits, out var exponent))
            return false;
        if (digits.IsZero)
        {
            ticks = 0;
            return true;
        }

        if (negative)
            return true;
        if (exponent + TickDigits > 19)
            return false;
        var rounded = Round(digits, exponent + TickDigits);
        if (rounded > long.MaxValue)
            return false;
        ticks = (long)rounded;
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
