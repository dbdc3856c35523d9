using System.Text.Json;
using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Json;

/// <summary>
/// Parts a text into JSON records: its lines, or, where values span lines or stand in one list, those values. A record is in memory whole;
/// what is read of it is few, and a request log's records are small. Not safe for use by two threads at once.
/// </summary>
/// <param name="stream">The text, at the place to start at.</param>
/// <param name="isOfLines">Whether each line is a record.</param>
/// <param name="offset">The bytes before it.</param>
/// <param name="line">The line that it starts in.</param>
internal sealed class JsonScanner(Stream stream, bool isOfLines, long offset, long line)
{
    private const int FirstBytes = 256 << 10;
    private const int MostBytes = 1 << 30;

    private byte[] _buffer = new byte[FirstBytes];
    private long _base = offset;
    private int _next;
    private int _filled;
    private int _hashed;
    private bool _ended;
    private TextHash? _hash;

    /// <summary>What has the record, from <see cref="Start"/> on.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>Where the record starts in the buffer.</summary>
    public int Start { get; private set; }

    /// <summary>The record's bytes, without its line break.</summary>
    public int Length { get; private set; }

    /// <summary>Where the record starts, in bytes of the text.</summary>
    public long Offset => _base + Start;

    /// <summary>Where the next record may start.</summary>
    public long NextOffset => _base + _next;

    /// <summary>The record's line.</summary>
    public long Line { get; private set; } = line;

    /// <summary>The line that the next record may start in.</summary>
    public long NextLine { get; private set; } = line;

    /// <summary>How many lines the record spans.</summary>
    public long Lines { get; private set; }

    /// <summary>Whether the text ended, and not behind a line break.</summary>
    public bool EndsInLine { get; private set; }

    /// <summary>The record.</summary>
    public ReadOnlySpan<byte> Raw => _buffer.AsSpan(Start, Length);

    /// <summary>Hashes the text from where the next record may start.</summary>
    /// <param name="hash">The hash of the text before it; null to hash no more.</param>
    public void HashFrom(TextHash? hash) => (_hash, _hashed) = (hash, _next);

    /// <summary>The hash of the text up to where the next record may start; null where it is not hashed.</summary>
    public TextHash? HashHere()
    {
        HashTo(_next);
        return _hash?.Clone();
    }

    /// <summary>Goes to the next record.</summary>
    /// <returns>False where there is none.</returns>
    /// <exception cref="InvalidDataException">
    /// A record is longer than can be held; or, where lines do not part records, it is no JSON.
    /// </exception>
    /// <exception cref="IOException">The text cannot be read.</exception>
    public bool Read() => isOfLines ? ReadLine() : ReadValue();

    private bool ReadLine()
    {
        while (true)
        {
            var seen = 0;
            int end;
            while ((end = _buffer.AsSpan((_next + seen).._filled).IndexOf((byte)'\n')) < 0)
            {
                seen = _filled - _next;
                if (!Refill()) break;
            }

            if (end < 0 && _next == _filled) return false;
            var (start, length) = (_next, end < 0 ? _filled - _next : seen + end);
            EndsInLine = end < 0;
            _next += end < 0 ? length : length + 1;
            (Line, NextLine, Lines) = (NextLine, NextLine + 1, 1);
            if (length > 0 && _buffer[start + length - 1] == '\r') length--;
            (Start, Length) = (start, length);
            if (Raw.ContainsAnyExcept(" \t"u8)) return true;
        }
    }

    private bool ReadValue()
    {
        if (!SkipBetween()) return false;
        var tried = 0;
        while (true)
        {
            // A value that is not whole is tried again when twice as much of it is there.
            while (_filled - _next < tried * 2 && Refill())
            {
            }

            tried = _filled - _next;
            if (TryValue(out var length))
            {
                var lines = _buffer.AsSpan(_next, length).Count((byte)'\n');
                (Start, Length, Line, Lines) = (_next, length, NextLine, lines + 1);
                _next += length;
                NextLine += lines;
                return true;
            }

            if (!Refill() && tried == _filled - _next)
                throw new InvalidDataException($"line {NextLine:N0}: the JSON value that begins there has no end");
        }
    }

    private bool TryValue(out int length)
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_next.._filled), _ended, new JsonReaderState(JsonRecord.Options));
        try
        {
            length = 0;
            if (!reader.Read() || !reader.TrySkip()) return false;
            length = (int)reader.BytesConsumed;
            return true;
        }
        catch (JsonException e)
        {
            var what = e.Message.Split(". LineNumber")[0];
            throw new InvalidDataException($"line {NextLine + (e.LineNumber ?? 0):N0}: not valid JSON: {what}", e);
        }
    }

    // What stands between values: blanks, and the signs of the list that they are in.
    private bool SkipBetween()
    {
        while (true)
        {
            for (; _next < _filled; _next++)
            {
                switch (_buffer[_next])
                {
                    case (byte)'\n':
                        NextLine++;
                        break;
                    case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)',' or (byte)'[' or (byte)']':
                        break;
                    default:
                        return true;
                }
            }

            if (!Refill()) return false;
        }
    }

    private bool Refill()
    {
        if (_ended) return false;
        if (_filled == _buffer.Length) MakeRoom();
        var read = stream.Read(_buffer.AsSpan(_filled));
        _ended = read == 0;
        _filled += read;
        return !_ended;
    }

    private void MakeRoom()
    {
        if (_next > 0)
        {
            HashTo(_next);
            _buffer.AsSpan(_next.._filled).CopyTo(_buffer);
            (_base, _filled, _next, _hashed) = (_base + _next, _filled - _next, 0, 0);
            return;
        }

        if (_buffer.Length >= MostBytes)
            throw new InvalidDataException($"line {NextLine:N0}: the record is longer than {MostBytes:N0} bytes");
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }

    private void HashTo(int at)
    {
        if (at <= _hashed) return;
        _hash?.Append(_buffer.AsSpan(_hashed..at));
        _hashed = at;
    }
}
