namespace LlmWorkload.Reading.Parquet;

/// <summary>One row of the rows that were read last.</summary>
/// <param name="columns">The columns that are read, by their slots; null for the others.</param>
/// <param name="row">Which row.</param>
internal readonly struct ParquetRecord(ParquetColumn?[] columns, int row) : IRecord
{
    /// <inheritdoc/>
    public ReadOnlySpan<byte> this[int slot] => columns[slot] is { } column ? column[row] : [];

    /// <inheritdoc/>
    public bool IsText(int slot) => columns[slot] is { IsText: true };
}
