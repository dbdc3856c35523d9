using ParquetSharp;

namespace LlmWorkload.Reading.Parquet;

/// <summary>
/// The values of a leaf column as text, some rows at a time: as many as its pages give, without a copy of texts. Not safe for use by two
/// threads at once.
/// </summary>
/// <param name="leaf">What it is.</param>
/// <param name="maxBytes">The longest value that is read.</param>
internal abstract class ParquetColumn(ParquetLeaf leaf, int maxBytes) : IDisposable
{
    /// <summary>The most rows at a time.</summary>
    public const int MaxRows = 4_096;

    private int _start;
    private int _rows;
    private long _left;

    /// <summary>What it is.</summary>
    public ParquetLeaf Leaf => leaf;

    /// <summary>The value of a row; empty where it has none. Valid until the value of another row is asked, or the next are read.</summary>
    public ReadOnlySpan<byte> this[int row] => Value(_start + row);

    /// <summary>The value of a row where it is stored as a number; see <see cref="IRecord.TryNumber"/>.</summary>
    public bool TryNumber(int row, FieldKind kind, out long value) => TryStored(_start + row, kind, out value);

    /// <summary>Whether one of the values that were read last is longer than what is read.</summary>
    public bool HasLong { get; private set; }

    /// <summary>The longest value that is read, in bytes.</summary>
    protected int MaxBytes => maxBytes;

    /// <summary>Makes the column of a leaf.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="maxBytes">The longest value that is read.</param>
    public static ParquetColumn Of(ParquetLeaf leaf, int maxBytes) => leaf.Physical switch
    {
        PhysicalType.Boolean => Of<bool>(leaf, maxBytes, values => values.Write),
        PhysicalType.Int32 => Of<int>(leaf, maxBytes, values => values.Write),
        PhysicalType.Int64 => Of<long>(leaf, maxBytes, values => values.Write),
        PhysicalType.Int96 => Of<Int96>(leaf, maxBytes, values => values.Write),
        PhysicalType.Float => Of<float>(leaf, maxBytes, values => values.Write),
        PhysicalType.Double => Of<double>(leaf, maxBytes, values => values.Write),
        PhysicalType.ByteArray when leaf.IsText => new ParquetTexts(leaf, maxBytes),
        PhysicalType.ByteArray => Of<ByteArray>(leaf, maxBytes, values => values.Write),
        PhysicalType.FixedLenByteArray => Of<FixedLenByteArray>(leaf, maxBytes, values => values.Write),
        _ => throw new InvalidDataException($"column {leaf.Path} has a type that is not known"),
    };

    /// <summary>Goes to the first row of a row group.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="rows">Its rows.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public void Open(RowGroupReader group, long rows) => Guard(() =>
    {
        (_start, _rows, _left) = (0, 0, rows);
        using (var chunk = group.MetaData.GetColumnChunkMetaData(leaf.Index))
        {
            if (leaf.MaxRepetition == 0 ? chunk.NumValues != rows : chunk.NumValues < rows)
                throw new InvalidDataException($"it has {chunk.NumValues:N0} values, and the row group {rows:N0} rows");
        }

        Open(group);
        return 0;
    });

    /// <summary>How many rows there are, of which more are read where all were passed; 0 at the end of the row group.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or ends before its last row.</exception>
    public int Fill() => _start < _rows || _left == 0 ? _rows - _start : Guard(() =>
    {
        HasLong = false;
        (_start, _rows) = (0, ReadNext((int)Math.Min(MaxRows, _left)));
        if (_rows == 0) throw TooFew();
        _left -= _rows;
        return _rows;
    });

    /// <summary>Passes rows that are there.</summary>
    public void Pass(int rows) => _start += rows;

    /// <summary>Passes rows from the start of the row group, which are not read.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or ends before its last row.</exception>
    public void Skip(long rows) => Guard(() =>
    {
        SkipNext(rows);
        _left -= rows;
        return 0;
    });

    /// <summary>Whether the value of a row is longer than what is read.</summary>
    public bool IsTooLong(int row) => HasLong && IsLong(_start + row);

    /// <summary>Checks that nothing stands behind the last row of the row group.</summary>
    /// <exception cref="InvalidDataException">Something does.</exception>
    public void Finish() => Guard(() =>
    {
        if (HasNext) throw new InvalidDataException("it has more values than the row group has rows");
        return 0;
    });

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Whether there are more values.</summary>
    protected abstract bool HasNext { get; }

    /// <summary>Goes to the first row of a row group.</summary>
    protected abstract void Open(RowGroupReader group);

    /// <summary>Reads rows, at most <paramref name="most"/>, and at least one where there is one.</summary>
    protected abstract int ReadNext(int most);

    /// <summary>Passes rows that are not read.</summary>
    protected abstract void SkipNext(long rows);

    /// <summary>The value of one of the rows that were read last.</summary>
    protected abstract ReadOnlySpan<byte> Value(int row);

    /// <summary>The value of one of the rows that were read last, where it is stored as a number.</summary>
    protected virtual bool TryStored(int row, FieldKind kind, out long value)
    {
        value = Missing.Value;
        return false;
    }

    /// <summary>Whether the value of one of the rows that were read last is longer than what is read.</summary>
    protected abstract bool IsLong(int row);

    /// <summary>Takes note of a value that is longer than what is read.</summary>
    protected void NoteLong() => HasLong = true;

    /// <summary>The failure of a column that ends too early.</summary>
    protected static InvalidDataException TooFew() => new("it ends before the last row of the row group");

    private static ParquetColumn Of<T>(ParquetLeaf leaf, int maxBytes, Func<ParquetValues, Action<T>> write)
        where T : unmanaged =>
        leaf.MaxRepetition > 0 ? new ParquetLists<T>(leaf, maxBytes, write) : new ParquetScalars<T>(leaf, maxBytes, write);

    // The library has failures of many kinds, and all of them mean that the file is damaged or of a kind that it does not know.
    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidDataException($"column {leaf.Path}: {ParquetFile.Words(e)}", e);
        }
    }
}
