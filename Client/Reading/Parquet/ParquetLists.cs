using ParquetSharp;

namespace LlmWorkload.Reading.Parquet;

/// <summary>
/// A column of lists, written as JSON writes them: <c>[0,1,2]</c>; a text that is no whole number stands as an empty one. Not safe for use
/// by two threads at once.
/// </summary>
internal sealed class ParquetLists<T> : ParquetColumn
    where T : unmanaged
{
    private const int MaxText = 1 << 20;

    private readonly ParquetText _text = new();
    private readonly Action<T> _write;
    private readonly int[] _ends = new int[MaxRows + 1];
    private readonly bool[] _isLong = new bool[MaxRows];
    private readonly short[] _definitions = new short[MaxRows];
    private readonly short[] _repetitions = new short[MaxRows];
    private readonly T[] _values = new T[MaxRows];
    private readonly bool _hasTexts;
    private ColumnReader<T>? _reader;
    private int _at;
    private int _count;
    private int _value;

    /// <summary>Makes a column.</summary>
    /// <param name="leaf">What it is.</param>
    /// <param name="maxBytes">The longest list that is read.</param>
    /// <param name="write">How a value is written.</param>
    public ParquetLists(ParquetLeaf leaf, int maxBytes, Func<ParquetValues, Action<T>> write)
        : base(leaf, maxBytes)
    {
        _write = write(new ParquetValues(leaf, _text));
        _hasTexts = leaf.Physical == PhysicalType.ByteArray && leaf.Meaning == ParquetMeaning.Plain;
    }

    /// <inheritdoc/>
    public override void Dispose() => _reader?.Dispose();

    /// <inheritdoc/>
    protected override bool HasNext => TryLevel();

    /// <inheritdoc/>
    protected override void Open(RowGroupReader group)
    {
        _reader?.Dispose();
        _reader = (ColumnReader<T>)group.Column(Leaf.Index);
        (_at, _count, _value) = (0, 0, 0);
    }

    /// <inheritdoc/>
    protected override int ReadNext(int most)
    {
        _text.CutTo(0);
        var rows = 0;
        while (rows < most && _text.Length < MaxText && TryLevel())
        {
            ReadRow(rows);
            _ends[++rows] = _text.Length;
        }

        return rows;
    }

    // How many values a row has is known when they are read.
    /// <inheritdoc/>
    protected override void SkipNext(long rows)
    {
        for (var row = 0L; row < rows; row++)
        {
            _text.CutTo(0);
            if (!TryLevel()) throw TooFew();
            ReadRow(0);
        }
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<byte> Value(int row) => _text[_ends[row], _ends[row + 1]];

    /// <inheritdoc/>
    protected override bool IsLong(int row) => _isLong[row];

    private void ReadRow(int row)
    {
        var start = _text.Length;
        _isLong[row] = false;
        if (_definitions[_at] < Leaf.ListLevel)
        {
            if (_definitions[_at] == Leaf.ListLevel - 1) _text.Add("[]"u8);
            _at++;
            return;
        }

        do
        {
            _text.Add((byte)(_text.Length == start ? '[' : ','));
            WriteElement();
            _at++;
            if (_text.Length - start <= MaxBytes) continue;
            _isLong[row] = true;
            NoteLong();
            _text.CutTo(start + MaxBytes);
        }
        while (TryLevel() && _repetitions[_at] > 0);
        _text.Add((byte)']');
    }

    private void WriteElement()
    {
        if (_definitions[_at] != Leaf.MaxDefinition)
        {
            _text.Add("null"u8);
            return;
        }

        var start = _text.Length;
        _write(_values[_value++]);
        if (!_hasTexts || !_text[start, _text.Length].ContainsAnyExceptInRange((byte)'0', (byte)'9')) return;
        _text.CutTo(start);
        _text.Add("\"\""u8);
    }

    // Whether there is a level; where those that were read are passed, the next are read.
    private bool TryLevel()
    {
        if (_at < _count) return true;
        while (_reader!.HasNext)
        {
            _count = (int)_reader.ReadBatch(MaxRows, _definitions, _repetitions, _values, out _);
            (_at, _value) = (0, 0);
            if (_count > 0) return true;
        }

        return false;
    }
}
