namespace LlmWorkload.Reading;

/// <summary>
/// Unix time as a bare number: seconds (with any fraction) below 10¹¹, milliseconds below 10¹⁴, microseconds below 10¹⁷, else
/// nanoseconds; a <c>-</c> means before 1970. What is finer than 100 ns is dropped. Numbers other than seconds may carry a fraction of
/// zeros only.
/// </summary>
internal static class UnixTime
{
    private const int TickDigits = 7;

    /// <summary>The instant in UTC ticks; false when the field is no such number or lies outside the years 1 to 9999.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out long ticks)
    {
        ticks = Missing.Value;
        var negative = field.Length > 0 && field[0] == '-';
        if (negative)
            field = field[1..];
        var point = field.IndexOf((byte)'.');
        var whole = point < 0 ? field : field[..point];
        var fraction = point < 0 ? default : field[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || !AreDigits(whole) || !AreDigits(fraction))
            return false;
        if (!TrySinceEpoch(whole.TrimStart((byte)'0'), fraction, out var since))
            return false;

        var instant = DateTime.UnixEpoch.Ticks + (Int128)(negative ? -(Int128)since : since);
        if (instant < 0 || instant > DateTime.MaxValue.Ticks)
            return false;
        ticks = (long)instant;
        return true;
    }

    private static bool TrySinceEpoch(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, out ulong ticks)
    {
        ticks = 0;
        if (whole.Length <= 11)
        {
            ticks = ToNumber(whole) * TimeSpan.TicksPerSecond;
            var digits = fraction[..Math.Min(TickDigits, fraction.Length)];
            var part = ToNumber(digits);
            for (var i = digits.Length; i < TickDigits; i++)
                part *= 10;
            ticks += part;
            return true;
        }

        if (fraction.ContainsAnyExcept((byte)'0') || whole.Length > 21)
            return false;
        ticks = whole.Length switch
        {
            <= 14 => ToNumber(whole) * TimeSpan.TicksPerMillisecond,
            <= 17 => ToNumber(whole) * TimeSpan.TicksPerMicrosecond,
            _ => ToNumber(whole[..^2]),
        };
        return true;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static ulong ToNumber(ReadOnlySpan<byte> digits)
    {
        var number = 0UL;
        foreach (var c in digits)
            number = number * 10 + (uint)(c - '0');
        return number;
    }
}
