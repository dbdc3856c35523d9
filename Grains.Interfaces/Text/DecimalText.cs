using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace LlmWorkload.Figures;

/// <summary>Decimals as UTF-8, in the shortest form that round-trips.</summary>
internal static class DecimalText
{
    /// <summary>The most bytes that a number takes.</summary>
    public const int Longest = 32;

    private const int Places = 7;
    private const double Scale = 1e7;
    private const double MostDigits = 1e15;
    private const double LeastPlain = 1e-4;

    private static readonly StandardFormat Digits = new('D', Places + 1);

    /// <summary>
    /// Writes a number other than −0. Most numbers of tables are whole, or are instants and durations of whole ticks: decimals of at most
    /// seven places and fifteen digits. No two such decimals are nearest to the same double. So the decimal of this kind that is nearest to
    /// a number is its shortest form, and nothing is searched.
    /// </summary>
    /// <param name="value">The number.</param>
    /// <param name="text">At least <see cref="Longest"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(double value, Span<byte> text)
    {
        var scaled = value * Scale;
        if (!(Math.Abs(scaled) < MostDigits) || (value != 0 && Math.Abs(value) < LeastPlain)) return WritePlainly(value, text);

        var ticks = (long)Math.Round(scaled);
        return ticks / Scale == value ? Write(ticks, text) : WritePlainly(value, text);
    }

    /// <summary>Writes a number of any kind.</summary>
    internal static int WritePlainly(double value, Span<byte> text)
    {
        value.TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    private static int Write(long ticks, Span<byte> text)
    {
        var at = 0;
        if (ticks < 0) text[at++] = (byte)'-';
        // The digits are written one byte further right. Those before the point then move left, and make room for the point.
        Utf8Formatter.TryFormat(Math.Abs(ticks), text[(at + 1)..], out var digits, Digits);
        text.Slice(at + 1, digits - Places).CopyTo(text[at..]);
        at += digits - Places;
        var places = text.Slice(at + 1, Places).TrimEnd((byte)'0');
        if (places.IsEmpty) return at;

        text[at] = (byte)'.';
        return at + 1 + places.Length;
    }
}
