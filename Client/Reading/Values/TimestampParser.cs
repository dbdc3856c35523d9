using System.Runtime.InteropServices;

namespace LlmWorkload.Reading;

/// <summary>
/// Parses timestamps to UTC ticks: <c>yyyy-MM-dd</c>, <c>T</c> or a space, <c>HH:mm:ss</c>, an optional fraction of 1–9 digits behind a
/// point or a comma (what is finer than 100 ns is dropped), an optional <c>Z</c>, <c>±HH:mm</c>, <c>±HHmm</c>, <c>±HH</c>, <c> UTC</c> or
/// <c> +0000 UTC</c>; <c>yyyyMMddTHHmmss</c>, <c>yyyyMMddHHmmss</c>, <c>yyyyMMdd</c>; or Unix time (<see cref="UnixTime"/>). It remembers
/// the last date, since the dates of neighbouring rows rarely differ.
/// </summary>
/// <param name="reading">How the log's instants are written; null for UTC, and numbers as they are.</param>
internal struct TimestampParser(InstantReading? reading = null)
{
    private const int CalendarBytes = 19;

    // Numbers of digits are taken for a date only in these years.
    private const int FirstYear = 1970;
    private const int LastYear = 2099;

    private ulong _dateStart;
    private ushort _dateEnd;
    private long _dateTicks;

    /// <summary>
    /// The instant in <paramref name="field"/>; <see cref="Missing.Value"/> for a missing marker. False when the field is neither,
    /// or an instant outside the years 1 to 9999.
    /// </summary>
    public bool TryParse(ReadOnlySpan<byte> field, out long ticks) => TryParse(field, TimeUnit.Untold, out ticks);

    /// <summary>As <see cref="TryParse(ReadOnlySpan{byte}, out long)"/>.</summary>
    /// <param name="field">The text.</param>
    /// <param name="unit">The unit of a number.</param>
    /// <param name="ticks">The instant.</param>
    public bool TryParse(ReadOnlySpan<byte> field, TimeUnit unit, out long ticks)
    {
        ticks = Missing.Value;
        if (field.Length < CalendarBytes || field[4] != '-')
            return MissingMarker.Is(field) || TryDigits(field, unit, out ticks);
        if (!TryDate(field, out var date) || !TryTimeOfDay(field, out var time))
            return false;

        var rest = field[CalendarBytes..];
        if (!TryFraction(ref rest, out var fraction) || !TryZone(rest, out var offset))
            return false;
        var local = date + time + fraction;
        var instant = rest.IsEmpty && reading is not null ? reading.ToUtc(local) : local - offset;
        if ((ulong)instant > (ulong)DateTime.MaxValue.Ticks)
            return false;
        ticks = instant;
        reading?.NoteText();
        return true;
    }

    private readonly bool TryDigits(ReadOnlySpan<byte> field, TimeUnit unit, out long ticks)
    {
        if (unit == TimeUnit.Untold && field.Length is 8 or 14 or 15 or 16 && TryCompact(field, out ticks)) return true;
        if (!UnixTime.TryParse(field, unit, out ticks)) return false;
        reading?.NoteNumber();
        if (reading is not { Origin: not 0 }) return true;
        var instant = reading.FromOrigin(ticks);
        ticks = (long)Int128.Clamp(instant, 0, DateTime.MaxValue.Ticks);
        return instant == ticks;
    }

    private readonly bool TryCompact(ReadOnlySpan<byte> field, out long ticks)
    {
        ticks = Missing.Value;
        var hasTime = field.Length > 8;
        var hasMark = hasTime && field[8] == 'T';
        var clock = hasTime ? field[(hasMark ? 9 : 8)..] : default;
        var isUtc = clock is [.., (byte)'Z'];
        if (isUtc) clock = clock[..^1];
        if (hasTime && (clock.Length != 6 || (isUtc && !hasMark))) return false;
        var (century, ofCentury, month, day) = (TwoDigits(field, 0), TwoDigits(field, 2), TwoDigits(field, 4), TwoDigits(field, 6));
        var year = (century * 100) + ofCentury;
        if (ofCentury < 0 || year is < FirstYear or > LastYear || month is < 1 or > 12) return false;
        if (day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        var (hour, minute, second) = hasTime ? (TwoDigits(clock, 0), TwoDigits(clock, 2), TwoDigits(clock, 4)) : (0, 0, 0);
        if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) return false;
        var local = new DateTime(year, month, day, hour, minute, second).Ticks;
        ticks = isUtc || reading is null ? local : reading.ToUtc(local);
        if (!hasMark) reading?.NoteDateOfDigits();
        reading?.NoteText();
        return true;
    }

    private bool TryDate(ReadOnlySpan<byte> field, out long ticks)
    {
        var start = MemoryMarshal.Read<ulong>(field);
        var end = MemoryMarshal.Read<ushort>(field[8..]);
        if (start == _dateStart && end == _dateEnd)
        {
            ticks = _dateTicks;
            return true;
        }

        ticks = 0;
        var century = TwoDigits(field, 0);
        var yearOfCentury = TwoDigits(field, 2);
        var month = TwoDigits(field, 5);
        var day = TwoDigits(field, 8);
        if ((century | yearOfCentury | month | day) < 0 || field[7] != '-')
            return false;
        var year = century * 100 + yearOfCentury;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;

        ticks = new DateTime(year, month, day).Ticks;
        (_dateStart, _dateEnd, _dateTicks) = (start, end, ticks);
        return true;
    }

    private static bool TryTimeOfDay(ReadOnlySpan<byte> field, out long ticks)
    {
        var hour = TwoDigits(field, 11);
        var minute = TwoDigits(field, 14);
        var second = TwoDigits(field, 17);
        ticks = ((hour * 60L + minute) * 60L + second) * TimeSpan.TicksPerSecond;
        return (hour | minute | second) >= 0 && hour < 24 && minute < 60 && second < 60
            && field[10] is (byte)'T' or (byte)' ' && field[13] == ':' && field[16] == ':';
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest.IsEmpty || rest[0] is not ((byte)'.' or (byte)','))
            return true;

        var unit = TimeSpan.TicksPerSecond;
        var i = 1;
        for (; i < rest.Length; i++)
        {
            var digit = (uint)(rest[i] - '0');
            if (digit > 9)
                break;
            unit /= 10;
            ticks += digit * unit;
        }

        rest = rest[i..];
        return i is > 1 and <= 10;
    }

    private static bool TryZone(ReadOnlySpan<byte> zone, out long ticks)
    {
        ticks = 0;
        if (zone.IsEmpty || (zone.Length == 1 && zone[0] == 'Z') || zone.SequenceEqual(" UTC"u8) || zone.SequenceEqual(" +0000 UTC"u8))
            return true;
        if (zone.Length < 3 || zone[0] is not ((byte)'+' or (byte)'-'))
            return false;

        var hour = TwoDigits(zone, 1);
        var minute = zone.Length switch
        {
            3 => 0,
            5 => TwoDigits(zone, 3),
            6 when zone[3] == ':' => TwoDigits(zone, 4),
            _ => -1,
        };
        if ((hour | minute) < 0 || hour > 23 || minute > 59)
            return false;
        ticks = (hour * 60L + minute) * TimeSpan.TicksPerMinute;
        if (zone[0] == '-')
            ticks = -ticks;
        return true;
    }

    private static int TwoDigits(ReadOnlySpan<byte> text, int at)
    {
        var tens = (uint)(text[at] - '0');
        var ones = (uint)(text[at + 1] - '0');
        return tens > 9 || ones > 9 ? -1 : (int)(tens * 10 + ones);
    }
}
