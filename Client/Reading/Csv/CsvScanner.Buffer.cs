namespace LlmWorkload.Reading.Csv;

/// <content>The buffer: what is in memory of the text, and what is dropped of a record that is longer.</content>
internal sealed partial class CsvScanner
{
    private const int Padding = 64;

    private const int RawBytes = LogText.MaxRawBytes + 1;

    private readonly Stream _stream;
    private readonly byte[] _raw = new byte[RawBytes];
    private readonly CsvMemory _memory;
    private byte[] _buffer;
    private long _base;
    private int _at;
    private int _filled;
    private int _next;
    private int _recordEnd;
    private long _recordOffset;
    private int _rawLength = -1;
    private int _hashed;
    private bool _ended;
    private TextHash? _hash;

    /// <summary>Where the record starts, in bytes of the text.</summary>
    public long Offset => _recordOffset;

    /// <summary>
    /// The record as it stands in the text, without its line break; of a long one only the beginning, longer than anyone is shown. Valid
    /// until the next record.
    /// </summary>
    public ReadOnlySpan<byte> Raw
    {
        get
        {
            if (_rawLength >= 0) return _raw.AsSpan(0, _rawLength);
            var raw = _buffer.AsSpan(_record.._recordEnd);
            return raw is [.., (byte)'\r'] ? raw[..^1] : raw;
        }
    }

    /// <summary>Hashes the text from where the next record may start.</summary>
    /// <param name="hash">The hash of the text before it; null to hash no more.</param>
    public void HashFrom(TextHash? hash) => (_hash, _hashed) = (hash, _next);

    /// <summary>The hash of the text up to where the next record may start; null where it is not hashed.</summary>
    public TextHash? HashHere()
    {
        HashTo(_next);
        return _hash?.Clone();
    }

    /// <summary>Reads on into the buffer. Places in it may move.</summary>
    /// <returns>False where there is no more, or the record cannot be held.</returns>
    private bool Refill()
    {
        if (_ended) return false;
        if (_filled == _buffer.Length - Padding && !MakeRoom()) return false;
        var read = _stream.Read(_buffer.AsSpan(_filled, _buffer.Length - Padding - _filled));
        _ended = read == 0;
        _filled += read;
        _buffer.AsSpan(_filled, Padding).Clear();
        LookFrom(_at);
        return !_ended;
    }

    private bool MakeRoom()
    {
        if (_record > 0)
        {
            HashTo(_record);
            Drop(_record);
            return true;
        }

        if (_filled >= _memory.Roomy && _firstBreak < 0 && TryCompact()) return true;
        var length = Math.Min((_buffer.Length - Padding) * 2L, _memory.Most);
        if (length <= _filled) return false;
        Array.Resize(ref _buffer, (int)length + Padding);
        return true;
    }

    /// <summary>Drops what stands before the record.</summary>
    private void Drop(int count)
    {
        _buffer.AsSpan(count.._filled).CopyTo(_buffer);
        foreach (ref var field in Found) (field.Start, field.End) = (field.Start - count, field.End - count);
        (_record, _next, _at, _filled, _hashed) = (_record - count, _next - count, _at - count, _filled - count, Math.Max(
            0, _hashed - count));
        _fieldStart -= count;
        if (_quoteEnd >= 0) _quoteEnd -= count;
        if (_firstBreak >= 0) _firstBreak -= count;
        _base += count;
    }

    /// <summary>
    /// Keeps of a long record on one line only what is read: fields that are read, up to the longest that may be. No record ends before
    /// where it was scanned to, whatever follows, so what is dropped is not come back to.
    /// </summary>
    private bool TryCompact()
    {
        if (_rawLength < 0)
        {
            _rawLength = Math.Min(RawBytes, _at - _record);
            _buffer.AsSpan(_record, _rawLength).CopyTo(_raw);
        }

        HashTo(_at);
        var kept = _record;
        for (var i = 0; i < Found.Length; i++)
        {
            ref var field = ref Found[i];
            var length = IsRead(i) ? Math.Min(field.Length, _limits.FieldBytes) : 0;
            _buffer.AsSpan(field.Start, length).CopyTo(_buffer.AsSpan(kept));
            (field.Start, field.End) = (kept, kept + length);
            kept += length;
        }

        var open = (_quoteEnd >= 0 ? _quoteEnd : _at) - _fieldStart;
        if (IsRead(FieldCount) && open > _limits.FieldBytes) Fault = CsvFault.FieldTooLong;
        open = IsRead(FieldCount) && Fault != CsvFault.FieldTooLong
            ? open
            : Math.Min(open, 1); // one byte tells that a quote behind it opens no field
        _buffer.AsSpan(_fieldStart, open).CopyTo(_buffer.AsSpan(kept));
        _fieldStart = kept;
        kept += open;
        if (_quoteEnd >= 0) _quoteEnd = kept;

        var dropped = _at - kept;
        _buffer.AsSpan(_at.._filled).CopyTo(_buffer.AsSpan(kept));
        (_at, _filled, _hashed) = (kept, _filled - dropped, kept);
        _base += dropped;
        return dropped > 0;
    }

    private Span<Place> Found => _fields.AsSpan(0, Math.Min(FieldCount, _fields.Length));

    private bool IsRead(int field) => field < _read.Length && _read[field];

    private void HashTo(int at)
    {
        if (at <= _hashed) return;
        _hash?.Append(_buffer.AsSpan(_hashed..at));
        _hashed = at;
    }
}
