using System.Buffers.Text;
using System.Text;

namespace LlmWorkload.Export;

/// <summary>Writes text as UTF-8 into one buffer, which goes to the stream when full. Allocates nothing per row.</summary>
/// <param name="output">Where to.</param>
/// <param name="cancelled">Ends the writing where the buffer is handed on.</param>
internal sealed class Utf8Rows(Stream output, CancellationToken cancelled = default)
{
    private const int Capacity = 1 << 18;
    private const int LongestNumber = 48;
    private const int TicksDigits = 7;
    private const int CostDigits = 9;

    private readonly byte[] _buffer = new byte[Capacity];
    private readonly byte[] _date = new byte[10];
    private long _day = -1;
    private int _length;

    /// <summary>Writes text as it stands.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        if (text.Length > Capacity - _length) Flush();
        if (text.Length > Capacity)
        {
            output.Write(text);
            return;
        }

        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>Writes one character of ASCII.</summary>
    public void Byte(byte character)
    {
        if (_length == Capacity) Flush();
        _buffer[_length++] = character;
    }

    /// <summary>Writes a whole number.</summary>
    public void Number(long value)
    {
        Reserve();
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out var written);
        _length += written;
    }

    /// <summary>Writes a whole number from 0 on.</summary>
    public void Number(ulong value)
    {
        Reserve();
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out var written);
        _length += written;
    }

    /// <summary>Writes ticks of 100 ns as decimal seconds, without zeros at the end.</summary>
    public void Seconds(long ticks) => Decimal(ticks, TicksDigits);

    /// <summary>Writes 10⁻⁹ dollars as decimal dollars, without zeros at the end.</summary>
    public void Dollars(long cost) => Decimal(cost, CostDigits);

    /// <summary>Writes an instant as <c>2025-09-01T00:00:00.0000000</c>.</summary>
    /// <param name="ticks">UTC ticks.</param>
    /// <param name="separator">What stands between date and time.</param>
    public void Instant(long ticks, byte separator = (byte)'T')
    {
        Reserve();
        var day = ticks / TimeSpan.TicksPerDay;
        if (day != _day)
        {
            Encoding.ASCII.GetBytes(InvariantText.Date(day), _date);
            _day = day;
        }

        Text(_date);
        _buffer[_length++] = separator;
        var second = (int)(ticks / TimeSpan.TicksPerSecond % 86_400);
        Digits(second / 3_600, 2);
        _buffer[_length++] = (byte)':';
        Digits(second / 60 % 60, 2);
        _buffer[_length++] = (byte)':';
        Digits(second % 60, 2);
        _buffer[_length++] = (byte)'.';
        Digits(ticks % TimeSpan.TicksPerSecond, TicksDigits);
    }

    /// <summary>Writes numbers as a JSON list.</summary>
    public void List(ReadOnlySpan<ulong> values)
    {
        Byte((byte)'[');
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0) Byte((byte)',');
            Number(values[i]);
        }

        Byte((byte)']');
    }

    /// <summary>Hands everything written to the stream.</summary>
    public void Flush()
    {
        cancelled.ThrowIfCancellationRequested();
        output.Write(_buffer, 0, _length);
        _length = 0;
    }

    private void Decimal(long value, int digits)
    {
        Reserve();
        var unit = 1L;
        for (var digit = 0; digit < digits; digit++) unit *= 10;
        Number(value / unit);
        var fraction = value % unit;
        if (fraction == 0) return;
        for (; fraction % 10 == 0; digits--) fraction /= 10;
        _buffer[_length++] = (byte)'.';
        Digits(fraction, digits);
    }

    private void Digits(long value, int digits)
    {
        for (var at = _length + digits - 1; at >= _length; at--, value /= 10) _buffer[at] = (byte)('0' + value % 10);
        _length += digits;
    }

    private void Reserve()
    {
        if (_length > Capacity - LongestNumber) Flush();
    }
}
