using System.Globalization;
using System.Numerics;
using ParquetSharp;

namespace LlmWorkload.Reading.Parquet;

/// <summary>Writes values as text, as they would stand in CSV.</summary>
internal static class ParquetValue
{
    private const int MaxNumber = 64;
    private const int JulianEpoch = 2_440_588;

    /// <summary>Writes true or false.</summary>
    public static void Write(bool value, ParquetLeaf leaf, ParquetText text) => text.Add(value ? "true"u8 : "false"u8);

    /// <summary>Writes a number of 32 bits, or a day.</summary>
    public static void Write(int value, ParquetLeaf leaf, ParquetText text)
    {
        if (leaf.Meaning == ParquetMeaning.Date) Instant((Int128)value * TimeSpan.TicksPerDay, leaf, text);
        else if (leaf.Meaning == ParquetMeaning.Unsigned) Number((uint)value, text);
        else Write((long)value, leaf, text);
    }

    /// <summary>Writes a number of 64 bits, or an instant.</summary>
    public static void Write(long value, ParquetLeaf leaf, ParquetText text)
    {
        switch (leaf.Meaning)
        {
            case ParquetMeaning.Instant:
                Instant(Ticks(value, leaf.Scale), leaf, text);
                break;
            case ParquetMeaning.Unsigned:
                Number((ulong)value, text);
                break;
            case ParquetMeaning.Scaled:
                Scaled(value, leaf.Scale, text);
                break;
            default:
                Number(value, text);
                break;
        }
    }

    /// <summary>Writes an instant of 96 bits: nanoseconds of a day, and the Julian day.</summary>
    public static void Write(Int96 value, ParquetLeaf leaf, ParquetText text)
    {
        var nanoseconds = (uint)value.A | ((long)value.B << 32);
        Instant((((Int128)value.C - JulianEpoch) * TimeSpan.TicksPerDay) + Ticks(nanoseconds, 9), leaf, text);
    }

    /// <summary>Writes a number that is as short as it can be.</summary>
    public static void Write(float value, ParquetLeaf leaf, ParquetText text) => Number(value, text);

    /// <summary>Writes a number that is as short as it can be.</summary>
    public static void Write(double value, ParquetLeaf leaf, ParquetText text) => Number(value, text);

    /// <summary>Writes a text, or a scaled number.</summary>
    public static unsafe void Write(ByteArray value, ParquetLeaf leaf, ParquetText text) =>
        Bytes(new ReadOnlySpan<byte>((void*)value.Pointer, value.Length), leaf, text);

    /// <summary>Writes bytes of a fixed length as what they mean.</summary>
    public static unsafe void Write(FixedLenByteArray value, ParquetLeaf leaf, ParquetText text) =>
        Bytes(new ReadOnlySpan<byte>((void*)value.Pointer, leaf.TypeLength), leaf, text);

    private static void Bytes(ReadOnlySpan<byte> bytes, ParquetLeaf leaf, ParquetText text)
    {
        if (leaf.Meaning == ParquetMeaning.Scaled) Scaled(new BigInteger(bytes, isBigEndian: true), leaf.Scale, text);
        else if (leaf.Meaning == ParquetMeaning.Uuid) Number(new Guid(bytes, bigEndian: true), text);
        else if (leaf.Meaning == ParquetMeaning.Half) Number(BitConverter.ToHalf(bytes), text);
        else text.Add(bytes);
    }

    private static void Number<T>(T value, ParquetText text)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(text.Reserve(MaxNumber), out var written, default, CultureInfo.InvariantCulture);
        text.Advance(written);
    }

    private static void Scaled(BigInteger value, int scale, ParquetText text)
    {
        if (scale == 0 && value >= long.MinValue && value <= long.MaxValue)
        {
            Number((long)value, text);
            return;
        }

        var digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        if (value.Sign < 0) text.Add((byte)'-');
        var whole = digits.Length - scale;
        for (var i = 0; i < digits.Length; i++)
        {
            if (i == whole) text.Add((byte)'.');
            text.Add((byte)digits[i]);
        }
    }

    // What is finer than 100 ns is dropped, before 1970 as after it.
    private static Int128 Ticks(long value, int digits) => digits switch
    {
        3 => (Int128)value * TimeSpan.TicksPerMillisecond,
        6 => (Int128)value * TimeSpan.TicksPerMicrosecond,
        _ => (value / 100) - (value % 100 < 0 ? 1 : 0),
    };

    private static void Instant(Int128 sinceEpoch, ParquetLeaf leaf, ParquetText text)
    {
        var ticks = sinceEpoch + DateTime.UnixEpoch.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            text.Add("an instant outside the years 1 to 9999"u8);
            return;
        }

        var instant = new DateTime((long)ticks);
        instant.TryFormat(text.Reserve(MaxNumber), out var written, "yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
        text.Advance(written);
        if (leaf.IsUtc) text.Add((byte)'Z');
    }
}
