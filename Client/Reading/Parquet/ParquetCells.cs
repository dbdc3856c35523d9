using ParquetSharp;

namespace LlmWorkload.Reading.Parquet;

/// <summary>A column of at most one value a row. Not safe for use by two threads at once.</summary>
/// <param name="leaf">What it is.</param>
/// <param name="maxBytes">The longest value that is read.</param>
internal abstract class ParquetCells<T>(ParquetLeaf leaf, int maxBytes) : ParquetColumn(leaf, maxBytes)
    where T : unmanaged
{
    private readonly short[] _levels = new short[MaxRows];
    private readonly int[] _places = new int[MaxRows];
    private ColumnReader<T>? _reader;
    private bool _isFull;

    /// <inheritdoc/>
    public override void Dispose() => _reader?.Dispose();

    /// <summary>The values that were read last, without those that are missing.</summary>
    protected T[] Values { get; } = new T[MaxRows];

    /// <inheritdoc/>
    protected override bool HasNext => _reader!.HasNext;

    /// <inheritdoc/>
    protected override void Open(RowGroupReader group)
    {
        _reader?.Dispose();
        _reader = (ColumnReader<T>)group.Column(Leaf.Index);
    }

    // A call gives no more than one page has, and nothing where it went on to the next one.
    /// <inheritdoc/>
    protected override int ReadNext(int most)
    {
        while (_reader!.HasNext)
        {
            var rows = (int)_reader.ReadBatch(most, _levels, default, Values, out var values);
            if (rows == 0) continue;
            Place(rows, (int)values);
            Check((int)values);
            return rows;
        }

        return 0;
    }

    /// <inheritdoc/>
    protected override void SkipNext(long rows)
    {
        if (_reader!.Skip(rows) != rows) throw TooFew();
    }

    /// <summary>Looks at the values that were read.</summary>
    protected virtual void Check(int values)
    {
    }

    /// <summary>The place of a row's value; −1 where it is missing.</summary>
    protected int PlaceOf(int row) => _isFull ? row : _places[row];

    private void Place(int rows, int values)
    {
        _isFull = rows == values;
        if (_isFull) return;
        var value = 0;
        for (var row = 0; row < rows; row++) _places[row] = _levels[row] == Leaf.MaxDefinition ? value++ : -1;
        if (value != values) throw new InvalidDataException("its levels and its values do not fit");
    }
}
