using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LlmWorkload.Reading.Csv;

/// <summary>
/// Goes through CSV from record to record (RFC 4180: quoted fields with separators, line breaks and doubled quotes). Every line belongs to
/// one record: where the lines from a quote on cannot be one record, the first of them is a faulty record alone, and reading goes on at the
/// next. Of fields that nobody reads no more than a buffer is in memory. Not safe for use from several threads at once.
/// </summary>
/// <remarks>
/// No CSV library can do this: they hold a whole record in memory, and do not go back when a quote turns out to be a stray one.
/// </remarks>
internal sealed partial class CsvScanner
{
    private const byte Quote = (byte)'"';

    private readonly CsvDialect _dialect;
    private readonly CsvLimits _limits;
    private readonly Vector256<byte> _separators;
    private readonly Vector256<byte> _breaks;
    private bool[] _read = [];
    private int _expected = -1;

    // The record, as places in the buffer.
    private Place[] _fields = new Place[32];
    private bool _isPlain;
    private int _record;
    private int _fieldStart;
    private int _quoteEnd = -1;
    private FieldForm _form;
    private int _firstBreak = -1;
    private long _breaksInside;

    // The structural bytes of a block that are not yet looked at.
    private int _block;
    private uint _mask;
    private int _lookedFrom = -1;

    /// <summary>Scans a text.</summary>
    /// <param name="stream">The text, from <paramref name="offset"/> on.</param>
    /// <param name="dialect">How it is written.</param>
    /// <param name="limits">What bounds a record.</param>
    /// <param name="offset">Bytes of the text before the stream.</param>
    /// <param name="line">The line that the stream starts on, from 1.</param>
    /// <param name="memory">How much of it is in memory; null for what suits logs.</param>
    public CsvScanner(Stream stream, CsvDialect dialect, CsvLimits limits, long offset, long line, CsvMemory? memory = null)
    {
        _memory = memory ?? CsvMemory.Usual;
        _buffer = new byte[_memory.First + Padding];
        _stream = stream;
        _dialect = dialect;
        _limits = limits;
        _base = offset;
        NextLine = line;
        _separators = Vector256.Create(dialect.Separator);
        _breaks = Vector256.Create(dialect.LineBreak);
    }

    [Flags]
    private enum FieldForm : byte
    {
        Plain = 0,
        Quoted = 1,
        Escaped = 2,
    }

    /// <summary>Where a field stands in the buffer, without its quotes.</summary>
    private record struct Place(int Start, int End, FieldForm Form)
    {
        public readonly int Length => End - Start;
    }

    /// <summary>Why the record makes no row.</summary>
    public CsvFault Fault { get; private set; }

    /// <summary>Fields of the record.</summary>
    public int FieldCount { get; private set; }

    /// <summary>The line that the record starts on.</summary>
    public long Line { get; private set; }

    /// <summary>How many lines it has.</summary>
    public long Lines { get; private set; }

    /// <summary>The line that the next record may start on.</summary>
    public long NextLine { get; private set; }

    /// <summary>Where the next record may start: behind the line break, in bytes of the text.</summary>
    public long NextOffset => _base + _next;

    /// <summary>Whether the text has ended, and not behind a line break.</summary>
    public bool EndsInLine { get; private set; }

    /// <summary>Says what a record has from now on.</summary>
    /// <param name="fields">How many fields.</param>
    /// <param name="read">Which of them are read; the others' contents are passed over.</param>
    public void Expect(int fields, bool[] read)
    {
        (_expected, _read) = (fields, read);
        while (_fields.Length <= fields) Grow();
    }

    /// <summary>Goes to the next record; empty lines are no records.</summary>
    /// <returns>False where the text ends.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="InvalidDataException">The stream is damaged.</exception>
    public bool Read()
    {
        if (!SkipEmptyLines()) return false;
        Begin();
        if (TryReadPlain()) return true;
        while (true)
        {
            if (!TryNext(out var at))
            {
                if (!Refill()) return _ended ? EndAtEndOfText() : Fail(CsvFault.UnclosedQuote);
                continue;
            }

            var c = _buffer[at];
            if (c == _dialect.LineBreak)
            {
                EndField(at);
                return End(at + 1, at);
            }

            if (c == _dialect.Separator) EndField(at);
            else if (OpensField(at) && !PassQuoted(at)) return Fail(CsvFault.UnclosedQuote);
        }
    }

    /// <summary>
    /// A field of the record that is read, without its quotes; without the blanks around it where it has no quotes. Valid until the next
    /// record.
    /// </summary>
    public ReadOnlySpan<byte> Field(int index)
    {
        ref readonly var place = ref _fields[index];
        ReadOnlySpan<byte> field = _buffer.AsSpan(place.Start, place.End - place.Start);
        if (_isPlain || place.Form == FieldForm.Plain)
            return field.Length > 0 && (field[0] <= ' ' || field[^1] <= ' ') ? field.Trim(" \t"u8) : field;
        return (place.Form & FieldForm.Escaped) == 0 ? field : Unescape(field);
    }

    /// <summary>Whether a field of the record stands in quotes.</summary>
    public bool IsQuoted(int index) => !_isPlain && (_fields[index].Form & FieldForm.Quoted) != 0;

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> field)
    {
        var text = new byte[field.Length];
        var length = 0;
        for (var i = 0; i < field.Length; i++)
        {
            text[length++] = field[i];
            if (field[i] == Quote) i++;
        }

        return text.AsSpan(0, length);
    }

    private void Begin()
    {
        _record = _fieldStart = _next;
        _recordOffset = NextOffset;
        _rawLength = -1;
        (FieldCount, Fault) = (0, CsvFault.None);
        (_form, _quoteEnd, _firstBreak, _breaksInside) = (FieldForm.Plain, -1, -1, 0);
        Line = NextLine;
        if (_lookedFrom != _record) LookFrom(_record);
    }

    /// <summary>
    /// Reads a record of one line in the buffer in which no field begins with a quote: nearly all of most logs. Any other record is
    /// left to the careful loop, which begins at its start.
    /// </summary>
    private bool TryReadPlain()
    {
        var (buffer, fields) = (_buffer, _fields);
        var (block, mask, start, count) = (_block, _mask, _record, 0);
        var (separator, lineBreak, filled) = (_dialect.Separator, _dialect.LineBreak, _filled);
        var isWhole = false;
        while (count < fields.Length)
        {
            while (mask == 0 && (block += Vector256<byte>.Count) < filled) mask = MaskAt(buffer, block);
            if (mask == 0) break;
            var at = block + BitOperations.TrailingZeroCount(mask);
            var c = buffer[at];
            if (c == Quote && (at == start || _dialect.SkipsBlanks)) break;
            mask &= mask - 1;
            if (c == Quote) continue;
            isWhole = c == lineBreak;
            ref var field = ref fields[count++];
            (field.Start, field.End) = (start, isWhole && at > start && buffer[at - 1] == '\r' ? at - 1 : at);
            start = at + 1;
            if (isWhole) break;
        }

        if (isWhole && start - _record <= _limits.FieldBytes && (_expected < 0 || count == _expected))
        {
            (FieldCount, _isPlain) = (count, true);
            (_block, _mask, _lookedFrom) = (block, mask, start);
            return Close(CsvFault.None, start, start - 1);
        }

        _isPlain = false;
        LookFrom(_record);
        return false;
    }

    // Whether a quote is where a field starts; elsewhere it is text.
    private bool OpensField(int at)
    {
        if (at == _fieldStart) return true;
        return _dialect.SkipsBlanks && _quoteEnd < 0 && !_buffer.AsSpan(_fieldStart..at).ContainsAnyExcept((byte)' ');
    }

    /// <summary>Passes a quoted field over, to behind its closing quote.</summary>
    /// <returns>False where it is not closed, or something else than the end of a field follows.</returns>
    private bool PassQuoted(int at)
    {
        _form = FieldForm.Quoted;
        _fieldStart = at + 1;
        _at = at + 1;
        while (true)
        {
            var length = _buffer.AsSpan(_at.._filled).IndexOf(Quote);
            if (!PassLines(length < 0 ? _filled - _at : length)) return false;
            if (length < 0)
            {
                if (!Refill()) return false;
                continue;
            }

            while (_at + 1 == _filled && Refill())
            {
            }

            if (_at + 1 < _filled && _buffer[_at + 1] == Quote)
            {
                _form |= FieldForm.Escaped;
                _at += 2;
                continue;
            }

            _quoteEnd = _at++;
            return IsFieldEnd();
        }
    }

    /// <summary>Goes over bytes of a quoted field and counts its lines.</summary>
    /// <returns>False where there are too many.</returns>
    private bool PassLines(int length)
    {
        var passed = _buffer.AsSpan(_at, length);
        if (_firstBreak < 0 && passed.IndexOf(_dialect.LineBreak) is >= 0 and var first) _firstBreak = _at + first;
        if (_firstBreak >= 0) _breaksInside += passed.Count(_dialect.LineBreak);
        _at += length;
        return _breaksInside < _limits.RecordLines;
    }

    // Behind a closing quote only the end of the field may stand, and blanks before it.
    private bool IsFieldEnd()
    {
        while (true)
        {
            var isEnd = _at == _filled && !Refill();
            var c = _buffer[_at];
            if (isEnd || c == _dialect.Separator || c == _dialect.LineBreak)
            {
                LookFrom(_at);
                return true;
            }

            if (c is not ((byte)' ' or (byte)'\t' or (byte)'\r')) return false;
            _at++;
        }
    }

    private void EndField(int at)
    {
        if (FieldCount == _fields.Length && (_expected < 0 || FieldCount <= _expected)) Grow();
        if (FieldCount < _fields.Length)
        {
            var end = _quoteEnd >= 0 ? _quoteEnd : at > _fieldStart && _buffer[at - 1] == '\r' && IsBreak(at) ? at - 1 : at;
            _fields[FieldCount] = new Place(_fieldStart, end, _form);
            if (IsRead(FieldCount) && end - _fieldStart > _limits.FieldBytes) Fault = CsvFault.FieldTooLong;
        }

        FieldCount++;
        _fieldStart = at + 1;
        (_form, _quoteEnd) = (FieldForm.Plain, -1);
    }

    private bool IsBreak(int at) => at == _filled || _buffer[at] == _dialect.LineBreak;

    private void Grow() => Array.Resize(ref _fields, _fields.Length * 2);

    private bool EndAtEndOfText()
    {
        EndsInLine = true;
        EndField(_filled);
        return End(_filled, _filled);
    }

    private bool End(int next, int end)
    {
        if (_expected >= 0 && FieldCount != _expected)
            return _firstBreak < 0 ? Close(Fault == CsvFault.None ? CsvFault.FieldCount : Fault, next, end) : Fail(CsvFault.FieldCount);
        return Close(Fault, next, end);
    }

    private bool Close(CsvFault fault, int next, int end)
    {
        Fault = fault;
        Lines = _breaksInside + 1;
        NextLine = Line + _breaksInside + (next > end ? 1 : 0);
        _recordEnd = end;
        _next = next;
        return true;
    }

    /// <summary>
    /// The lines from the record's start on are no record: its first line alone is a faulty one, and the next begins behind it.
    /// </summary>
    private bool Fail(CsvFault fault)
    {
        _breaksInside = 0;
        while (_firstBreak < 0)
        {
            var rest = _buffer.AsSpan(_at.._filled).IndexOf(_dialect.LineBreak);
            if (rest >= 0)
            {
                _firstBreak = _at + rest;
                break;
            }

            _at = _filled;
            if (Refill()) continue;
            EndsInLine = true;
            return Close(fault, _filled, _filled);
        }

        EndsInLine = false;
        return Close(fault, _firstBreak + 1, _firstBreak);
    }

    private bool SkipEmptyLines()
    {
        _at = _record = _fieldStart = _next;
        (FieldCount, _firstBreak, _quoteEnd) = (0, -1, -1);
        while (true)
        {
            if (_at == _filled && !Refill()) return EndOfText();
            var c = _buffer[_at];
            if (c == '\r' && _dialect.LineBreak == '\n')
            {
                while (_at + 1 == _filled && Refill())
                {
                }

                if (_at + 1 < _filled && _buffer[_at + 1] != '\n') break;
                _at++;
                if (_at == _filled) return EndOfText(); // half of a line break at the end
                c = (byte)'\n';
            }

            if (c != _dialect.LineBreak) break;
            _at++;
            NextLine++;
            _next = _record = _fieldStart = _at;
        }

        _next = _at;
        return true;
    }

    private bool EndOfText()
    {
        if (_filled > _next) EndsInLine = true;
        _next = _filled;
        return false;
    }

    private void LookFrom(int at)
    {
        _at = _block = _lookedFrom = at;
        _mask = MaskAt(_buffer, at);
    }

    private bool TryNext(out int at)
    {
        while (_mask == 0)
        {
            _block += Vector256<byte>.Count;
            if (_block >= _filled)
            {
                at = _at = _filled;
                return false;
            }

            _mask = MaskAt(_buffer, _block);
        }

        at = _block + BitOperations.TrailingZeroCount(_mask);
        _mask &= _mask - 1;
        return true;
    }

    // Behind what is filled the buffer has zeros, which are no structure.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint MaskAt(byte[] buffer, int at)
    {
        var bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(buffer), (nuint)at);
        return (Vector256.Equals(bytes, _separators) | Vector256.Equals(bytes, _breaks) | Vector256.Equals(bytes, Vector256.Create(Quote)))
            .ExtractMostSignificantBits();
    }
}
