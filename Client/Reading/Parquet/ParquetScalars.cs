namespace LlmWorkload.Reading.Parquet;

/// <summary>A column of values that are no texts, which are written when they are asked. Not safe for use by two threads at once.</summary>
internal sealed class ParquetScalars<T> : ParquetCells<T>
    where T : unmanaged
{
    private readonly ParquetText _text = new();
    private readonly Action<T> _write;

    /// <summary>Makes a column.</summary>
    /// <param name="leaf">What it is.</param>
    /// <param name="maxBytes">The longest value that is read.</param>
    /// <param name="write">How a value is written.</param>
    public ParquetScalars(ParquetLeaf leaf, int maxBytes, Func<ParquetValues, Action<T>> write)
        : base(leaf, maxBytes) => _write = write(new ParquetValues(leaf, _text));

    /// <inheritdoc/>
    protected override ReadOnlySpan<byte> Value(int row)
    {
        var place = PlaceOf(row);
        if (place < 0) return [];
        _text.CutTo(0);
        _write(Values[place]);
        return _text[0, _text.Length];
    }

    /// <inheritdoc/>
    protected override bool TryStored(int row, FieldKind kind, out long value)
    {
        value = Missing.Value;
        return PlaceOf(row) is >= 0 and var place && ParquetNumbers.TryRead(Leaf, Values[place], kind, out value);
    }

    /// <inheritdoc/>
    protected override bool IsLong(int row) => false;
}
