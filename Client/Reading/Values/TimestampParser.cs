using System.Runtime.InteropServices;

namespace LlmWorkload.Reading;

/// <summary>
/// Parses timestamps to UTC ticks: <c>yyyy-MM-dd</c>, <c>T</c> or a space, <c>HH:mm:ss</c>, an optional fraction of 1–9 digits (what is
/// finer than 100 ns is dropped), an optional <c>Z</c>, <c>±HH:mm</c>, <c>±HHmm</c> or <c>±HH</c>; or Unix time (<see cref="UnixTime"/>).
/// It remembers the last date, since the dates of neighbouring rows rarely differ.
/// </summary>
internal struct TimestampParser
{
    private const int CalendarBytes = 19;

    private ulong _dateStart;
    private ushort _dateEnd;
    private long _dateTicks;

    /// <summary>
    /// The instant in <paramref name="field"/>; <see cref="Missing.Value"/> for a missing marker. False when the field is neither,
    /// or an instant outside the years 1 to 9999.
    /// </summary>
    public bool TryParse(ReadOnlySpan<byte> field, out long ticks)
    {
        ticks = Missing.Value;
        if (field.Length < CalendarBytes || field[4] != '-')
            return MissingMarker.Is(field) || UnixTime.TryParse(field, out ticks);
        if (!TryDate(field, out var date) || !TryTimeOfDay(field, out var time))
            return false;

        var rest = field[CalendarBytes..];
        if (!TryFraction(ref rest, out var fraction) || !TryZone(rest, out var offset))
            return false;
        var instant = date + time + fraction - offset;
        if ((ulong)instant > (ulong)DateTime.MaxValue.Ticks)
            return false;
        ticks = instant;
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
        if (rest.IsEmpty || rest[0] != '.')
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
        if (zone.IsEmpty || (zone.Length == 1 && zone[0] == 'Z'))
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
