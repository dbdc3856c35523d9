namespace LlmWorkload.Reading;

/// <summary>
/// Unix time as a bare number with any fraction. Where nobody says its unit, it is seconds below 10¹¹, milliseconds below 10¹⁴,
/// microseconds below 10¹⁷, else nanoseconds. A <c>-</c> means before 1970. What is finer than 100 ns is dropped.
/// </summary>
internal static class UnixTime
{
    // Beyond this many digits no number lies in the years 1 to 9999, whatever its unit.
    private const int MostDigits = 21;

    private static readonly Int128[] PowersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

    /// <summary>The instant in UTC ticks; false when the field is no such number or lies outside the years 1 to 9999.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out long ticks) => TryParse(field, TimeUnit.Untold, out ticks);

    /// <summary>The instant in UTC ticks; false when the field is no such number or lies outside the years 1 to 9999.</summary>
    /// <param name="field">The text.</param>
    /// <param name="unit">The number's unit.</param>
    /// <param name="ticks">The instant.</param>
    public static bool TryParse(ReadOnlySpan<byte> field, TimeUnit unit, out long ticks)
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
        whole = whole.TrimStart((byte)'0');
        if (whole.Length > MostDigits) return false;

        var since = Ticks(whole, fraction, (unit == TimeUnit.Untold ? Guess(whole.Length) : unit).Digits());
        var instant = DateTime.UnixEpoch.Ticks + (negative ? -since : since);
        if (instant < 0 || instant > DateTime.MaxValue.Ticks)
            return false;
        ticks = (long)instant;
        return true;
    }

    private static TimeUnit Guess(int digits) => digits switch
    {
        <= 11 => TimeUnit.Seconds,
        <= 14 => TimeUnit.Milliseconds,
        <= 17 => TimeUnit.Microseconds,
        _ => TimeUnit.Nanoseconds,
    };

    private static Int128 Ticks(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, int digits)
    {
        if (digits < 0) return whole.Length <= -digits ? 0 : ToNumber(whole[..^-digits]);
        var behind = fraction[..Math.Min(digits, fraction.Length)];
        return (ToNumber(whole) * PowersOfTen[digits]) + (ToNumber(behind) * PowersOfTen[digits - behind.Length]);
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static Int128 ToNumber(ReadOnlySpan<byte> digits)
    {
        if (digits.Length > 18) return (ToNumber(digits[..^18]) * 1_000_000_000_000_000_000) + ToNumber(digits[^18..]);
        var number = 0L;
        foreach (var c in digits)
            number = (number * 10) + (c - '0');
        return number;
    }
}
