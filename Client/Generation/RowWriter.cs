using System.Buffers.Binary;
using System.Buffers.Text;

namespace LlmWorkload.Generation;

/// <summary>Writes CSV fields as UTF-8 into one buffer, which goes to the stream when full. Allocates nothing per row.</summary>
internal sealed class RowWriter(Stream output)
{
    /// <summary>The length of a UUID's text.</summary>
    public const int UuidLength = 36;

    private const int Capacity = 1 << 18;
    private const int LongestRow = 512;
    private const int LongestText = 64; // several of them fit a row
    private const long MicrosPerSecond = 1_000_000;
    private const long CostPerDollar = 1_000_000_000;
    private const long MicrosPerDay = 86_400 * MicrosPerSecond;

    private readonly byte[] _buffer = new byte[Capacity];
    private readonly byte[] _date = new byte[10];
    private long _dateDay = -1;
    private int _length;

    /// <summary>Writes text as it stands.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        if (text.Length > Capacity - LongestRow - _length && text.Length > LongestText)
        {
            Flush();
            if (text.Length > Capacity - LongestRow)
            {
                output.Write(text);
                return;
            }
        }

        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>Ends a field.</summary>
    public void Comma() => _buffer[_length++] = (byte)',';

    /// <summary>Ends a row.</summary>
    public void EndRow()
    {
        _buffer[_length++] = (byte)'\n';
        if (_length > Capacity - LongestRow) Flush();
    }

    /// <summary>Hands everything written to the stream.</summary>
    public void Flush()
    {
        output.Write(_buffer, 0, _length);
        _length = 0;
    }

    /// <summary>Writes the UUID (version 4) that 128 random bits make.</summary>
    public void Uuid(ulong high, ulong low)
    {
        FormatUuid(high, low, _buffer.AsSpan(_length));
        _length += UuidLength;
    }

    /// <summary>Writes the UUID (version 4) that 128 random bits make to a span of at least <see cref="UuidLength"/>.</summary>
    public static void FormatUuid(ulong high, ulong low, Span<byte> text)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (high & ~0xF000UL) | 0x4000UL);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (low & ~(3UL << 62)) | (2UL << 62));
        new Guid(bytes, bigEndian: true).TryFormat(text, out _);
    }

    /// <summary>Writes a whole number.</summary>
    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out var written);
        _length += written;
    }

    /// <summary>Writes microseconds as seconds with six decimals.</summary>
    public void Seconds(long micros)
    {
        Utf8Formatter.TryFormat(micros / MicrosPerSecond, _buffer.AsSpan(_length), out var written);
        _length += written;
        Fraction((int)(micros % MicrosPerSecond));
    }

    /// <summary>Writes 10⁻⁹ dollars as dollars with nine decimals.</summary>
    public void Dollars(long cost)
    {
        Number(cost / CostPerDollar);
        _buffer[_length++] = (byte)'.';
        Utf8Formatter.TryFormat(cost % CostPerDollar, _buffer.AsSpan(_length), out var written, new('D', 9));
        _length += written;
    }

    /// <summary>Writes microseconds since 0001-01-01 as <c>2025-01-06 00:00:01.897318</c>.</summary>
    public void Timestamp(long micros)
    {
        var day = micros / MicrosPerDay;
        if (day != _dateDay) FormatDate(day);
        Text(_date);
        _buffer[_length++] = (byte)' ';
        var ofDay = micros % MicrosPerDay;
        var second = (int)(ofDay / MicrosPerSecond);
        Pair(second / 3600);
        _buffer[_length++] = (byte)':';
        Pair(second / 60 % 60);
        _buffer[_length++] = (byte)':';
        Pair(second % 60);
        Fraction((int)(ofDay % MicrosPerSecond));
    }

    private void FormatDate(long day)
    {
        var (year, month, dayOfMonth) = DateOnly.FromDayNumber((int)day);
        Utf8Formatter.TryFormat(year, _date, out _, new('D', 4));
        _date[4] = _date[7] = (byte)'-';
        Utf8Formatter.TryFormat(month, _date.AsSpan(5), out _, new('D', 2));
        Utf8Formatter.TryFormat(dayOfMonth, _date.AsSpan(8), out _, new('D', 2));
        _dateDay = day;
    }

    private void Fraction(int micros)
    {
        _buffer[_length++] = (byte)'.';
        Pair(micros / 10_000);
        Pair(micros / 100 % 100);
        Pair(micros % 100);
    }

    private void Pair(int value)
    {
        _buffer[_length] = (byte)('0' + value / 10);
        _buffer[_length + 1] = (byte)('0' + value % 10);
        _length += 2;
    }
}
