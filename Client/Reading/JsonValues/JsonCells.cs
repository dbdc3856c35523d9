namespace LlmWorkload.Reading.JsonValues;

/// <summary>The members that are read of JSON in the columns of a record. Not safe for use by two threads at once.</summary>
/// <param name="slots">The slots of the file.</param>
internal sealed class JsonCells(ColumnSlots slots)
{
    private readonly (int Column, JsonRecord Json)[] _cells =
        [.. slots.Cells.Select(cell => (cell.Column, new JsonRecord(cell.Paths)))];

    /// <summary>How many columns the file has.</summary>
    public int Columns { get; } = slots.Columns;

    /// <summary>The value of a slot behind those of the columns.</summary>
    public ReadOnlySpan<byte> this[int slot] => slots.Inner(slot) is var (cell, member) ? _cells[cell].Json[member] : [];

    /// <summary>Whether the value is written as a string.</summary>
    public bool IsText(int slot) => slots.Inner(slot) is var (cell, member) && _cells[cell].Json.IsText(member);

    /// <summary>Reads the JSON of a record's columns. What is no JSON has no members.</summary>
    public void Read<TRecord>(TRecord record)
        where TRecord : IRecord
    {
        foreach (var (column, json) in _cells) json.TryRead(record[column]);
    }
}
