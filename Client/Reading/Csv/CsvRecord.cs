using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Csv;

/// <summary>The current record of a scanner.</summary>
/// <param name="csv">The scanner.</param>
/// <param name="cells">The JSON that stands in columns of it.</param>
internal readonly struct CsvRecord(CsvScanner csv, JsonCells cells) : IRecord
{
    /// <inheritdoc/>
    public ReadOnlySpan<byte> this[int slot] => slot < cells.Columns ? csv.Field(slot) : cells[slot];

    /// <inheritdoc/>
    public bool IsText(int slot) => slot < cells.Columns ? csv.IsQuoted(slot) : cells.IsText(slot);
}
