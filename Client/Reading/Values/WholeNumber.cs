namespace LlmWorkload.Reading;

/// <summary>Token counts: digits, an optional <c>-</c> before them, an optional fraction of zeros after them (<c>123.0</c>).</summary>
internal static class WholeNumber
{
    /// <summary>
    /// The number in <paramref name="field"/>; <see cref="Missing.Value"/> for a missing marker or a negative number.
    /// False when the field is neither, or above 2⁶³ − 1.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out long value)
    {
        value = Missing.Value;
        if (field.IsEmpty)
            return true;
        var negative = field[0] == '-';
        var digits = negative ? field[1..] : field;
        var number = 0L;
        var overflow = false;
        var i = 0;
        for (; i < digits.Length; i++)
        {
            var digit = (uint)(digits[i] - '0');
            if (digit > 9)
                break;
            if (number > (long.MaxValue - digit) / 10)
                overflow = true;
            else
                number = number * 10 + digit;
        }

        if (i == 0)
            return MissingMarker.Is(field);
        if (i < digits.Length && !IsZeroFraction(digits[i..]))
            return false;
        if (negative && (overflow || number > 0))
            return true;
        value = overflow ? Missing.Value : number;
        return !overflow;
    }

    private static bool IsZeroFraction(ReadOnlySpan<byte> rest) =>
        rest.Length > 1 && rest[0] == '.' && !rest[1..].ContainsAnyExcept((byte)'0');
}
