using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using ParquetSharp;

namespace LlmWorkload.Reading.Parquet;

/// <summary>
/// Writes the values of a leaf column as text, as they would stand in CSV: instants and days as <c>2025-01-06 10:00:00.1234567Z</c>,
/// numbers without exponents where they are whole, texts as they are. Not safe for use by two threads at once.
/// </summary>
/// <param name="leaf">The column.</param>
/// <param name="text">Receives the texts.</param>
internal sealed class ParquetValues(ParquetLeaf leaf, ParquetText text)
{
    private const int MaxNumber = 400;
    private const int JulianEpoch = 2_440_588;
    private const int DateBytes = 11;
    private const double MaxWhole = 1e18;
    private const double MaxShort = 1e15;
    private const double MaxFine = 1e6;
    private const double MaxExact = 1L << 53;

    private readonly byte[] _date = new byte[DateBytes];
    private long _day = long.MinValue;

    /// <summary>Writes true or false.</summary>
    public void Write(bool value) => text.Add(value ? "true"u8 : "false"u8);

    /// <summary>Writes a number of 32 bits, or a day.</summary>
    public void Write(int value)
    {
        if (leaf.Meaning == ParquetMeaning.Date) Instant((Int128)value * TimeSpan.TicksPerDay);
        else if (leaf.Meaning == ParquetMeaning.Unsigned) Number((uint)value);
        else Write((long)value);
    }

    /// <summary>Writes a number of 64 bits, or an instant.</summary>
    public void Write(long value)
    {
        switch (leaf.Meaning)
        {
            case ParquetMeaning.Instant:
                Instant(Ticks(value, leaf.Scale));
                break;
            case ParquetMeaning.Unsigned:
                Number((ulong)value);
                break;
            case ParquetMeaning.Scaled:
                Scaled(value);
                break;
            default:
                Number(value);
                break;
        }
    }

    /// <summary>Writes an instant of 96 bits: nanoseconds of a day, and the Julian day.</summary>
    public void Write(Int96 value)
    {
        var nanoseconds = (uint)value.A | ((long)value.B << 32);
        Instant((((Int128)value.C - JulianEpoch) * TimeSpan.TicksPerDay) + Ticks(nanoseconds, 9));
    }

    /// <summary>Writes a number that is as short as it can be.</summary>
    public void Write(float value)
    {
        if (Math.Abs(value) < MaxWhole && MathF.Truncate(value) == value) Number((long)value);
        else if (Math.Abs(value) >= MaxShort && float.IsFinite(value)) Number((double)value, "F0");
        else Number(value);
    }

    /// <summary>Writes a number that is as short as it can be. What is no number is missing.</summary>
    public void Write(double value)
    {
        if (Math.Abs(value) < MaxWhole && Math.Truncate(value) == value) Number((long)value);
        else if (Math.Abs(value) >= MaxShort && double.IsFinite(value)) Number(value, "F3");
        else if (!TryDecimals(value, value < MaxFine ? 9 : 6)) Number(value);
    }

    /// <summary>Writes a text, or a scaled number.</summary>
    public unsafe void Write(ByteArray value) => Write(new ReadOnlySpan<byte>((void*)value.Pointer, value.Length));

    /// <summary>Writes bytes of a fixed length as what they mean.</summary>
    public unsafe void Write(FixedLenByteArray value) => Write(new ReadOnlySpan<byte>((void*)value.Pointer, leaf.TypeLength));

    /// <summary>An instant as UTC ticks from year 1 on; false outside of the years 1 to 9999.</summary>
    /// <param name="stored">What is stored, from 1970 on.</param>
    /// <param name="digits">Digits of a second that its unit has.</param>
    /// <param name="ticks">The instant.</param>
    public static bool TryInstant(long stored, int digits, out long ticks) => TryInstant(Ticks(stored, digits), out ticks);

    private static bool TryInstant(Int128 sinceEpoch, out long ticks)
    {
        var wide = sinceEpoch + DateTime.UnixEpoch.Ticks;
        ticks = wide >= 0 && wide <= DateTime.MaxValue.Ticks ? (long)wide : Missing.Value;
        return ticks != Missing.Value;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (leaf.Meaning == ParquetMeaning.Scaled) Scaled(bytes);
        else if (leaf.Meaning == ParquetMeaning.Uuid) Number(new Guid(bytes, bigEndian: true));
        else if (leaf.Meaning == ParquetMeaning.Half) Write((float)BinaryPrimitives.ReadHalfLittleEndian(bytes));
        else text.Add(bytes);
    }

    // Most numbers were decimals of few places before they were written: those that come back are as short as can be, and soon written.
    private bool TryDecimals(double value, int places)
    {
        var unit = places == 9 ? 1_000_000_000L : 1_000_000L;
        var scaled = Math.Round(value * unit);
        if (!(value > 0) || scaled > MaxExact || scaled / unit != value) return false;
        var (whole, fraction) = Math.DivRem((long)scaled, unit);
        Number(whole);
        var room = text.Reserve(places + 1);
        room[0] = (byte)'.';
        for (var at = places; at > 0; at--, fraction /= 10) room[at] = (byte)('0' + (fraction % 10));
        text.Advance(room[..(places + 1)].LastIndexOfAnyExcept((byte)'0') + 1);
        return true;
    }

    private void Number<T>(T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(text.Reserve(MaxNumber), out var written, format, CultureInfo.InvariantCulture);
        text.Advance(written);
    }

    private void Scaled(ReadOnlySpan<byte> bigEndian)
    {
        if (bigEndian.Length > 16)
        {
            Point(System.Text.Encoding.ASCII.GetBytes(new BigInteger(bigEndian, isBigEndian: true).ToString(CultureInfo.InvariantCulture)));
            return;
        }

        Int128 value = bigEndian is [>= 128, ..] ? -1 : 0;
        foreach (var next in bigEndian) value = (value << 8) | next;
        if (value >= long.MinValue && value <= long.MaxValue) Scaled((long)value);
        else Scaled(value);
    }

    private void Scaled<T>(T value)
        where T : IUtf8SpanFormattable
    {
        Span<byte> digits = stackalloc byte[64];
        value.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        Point(digits[..written]);
    }

    private void Point(ReadOnlySpan<byte> digits)
    {
        if (digits[0] == '-')
        {
            text.Add((byte)'-');
            digits = digits[1..];
        }

        var whole = digits.Length - leaf.Scale;
        if (leaf.Scale == 0)
        {
            text.Add(digits);
        }
        else if (whole > 0)
        {
            text.Add(digits[..whole]);
            text.Add((byte)'.');
            text.Add(digits[whole..]);
        }
        else
        {
            text.Add("0."u8);
            text.Reserve(-whole)[..-whole].Fill((byte)'0');
            text.Advance(-whole);
            text.Add(digits);
        }
    }

    // What is finer than 100 ns is dropped, before 1970 as after it.
    private static Int128 Ticks(long value, int digits) => digits switch
    {
        3 => (Int128)value * TimeSpan.TicksPerMillisecond,
        6 => (Int128)value * TimeSpan.TicksPerMicrosecond,
        _ => (value / 100) - (value % 100 < 0 ? 1 : 0),
    };

    private void Instant(Int128 sinceEpoch)
    {
        if (!TryInstant(sinceEpoch, out var instant))
        {
            text.Add("an instant outside the years 1 to 9999"u8);
            return;
        }

        var (day, ticks) = Math.DivRem(instant, TimeSpan.TicksPerDay);
        if (day != _day)
        {
            new DateTime(day * TimeSpan.TicksPerDay).TryFormat(_date, out _, "yyyy-MM-dd ", CultureInfo.InvariantCulture);
            _day = day;
        }

        var (second, fraction) = ((int)(ticks / TimeSpan.TicksPerSecond), (int)(ticks % TimeSpan.TicksPerSecond));
        var room = text.Reserve(DateBytes + 17);
        _date.CopyTo(room);
        TwoDigits(room, DateBytes, second / 3600, ':');
        TwoDigits(room, DateBytes + 3, second / 60 % 60, ':');
        TwoDigits(room, DateBytes + 6, second % 60, '.');
        for (var at = DateBytes + 15; at > DateBytes + 8; at--, fraction /= 10) room[at] = (byte)('0' + (fraction % 10));
        room[DateBytes + 16] = (byte)'Z';
        text.Advance(DateBytes + 17);
    }

    private static void TwoDigits(Span<byte> room, int at, int number, char behind) =>
        (room[at], room[at + 1], room[at + 2]) = ((byte)('0' + (number / 10)), (byte)('0' + (number % 10)), (byte)behind);
}
