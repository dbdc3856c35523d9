using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Parquet;

/// <summary>One row of the rows that the columns have.</summary>
/// <param name="columns">The columns that are read, by their slots; null for the others.</param>
/// <param name="cells">The JSON that stands in columns.</param>
/// <param name="row">Which of the rows.</param>
internal readonly struct ParquetRecord(ParquetColumn?[] columns, JsonCells cells, int row) : IRecord
{
    /// <inheritdoc/>
    public ReadOnlySpan<byte> this[int slot] =>
        slot >= columns.Length ? cells[slot] : columns[slot] is { } column ? column[row] : [];

    /// <inheritdoc/>
    public static bool HasNumbers => true;

    /// <inheritdoc/>
    public bool TryNumber(int slot, FieldKind kind, out long value)
    {
        value = Missing.Value;
        return slot < columns.Length && columns[slot] is { } column && column.TryNumber(row, kind, out value);
    }

    /// <inheritdoc/>
    public bool IsText(int slot) => slot < columns.Length ? columns[slot] is { Leaf.IsText: true } : cells.IsText(slot);
}
