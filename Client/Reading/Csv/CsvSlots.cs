using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Csv;

/// <summary>The slots of the columns of one file, and of members of JSON in them.</summary>
/// <param name="header">The names of the columns.</param>
internal sealed class CsvSlots(IReadOnlyList<string> header) : ColumnSlots(header.Count)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => header;

    // A second column of a name is never read: nobody knows which of the two is meant.
    /// <inheritdoc/>
    protected override int ColumnOf(string name, bool holdsJson)
    {
        for (var column = 0; column < header.Count; column++)
        {
            if (string.Equals(header[column], name, StringComparison.OrdinalIgnoreCase)) return column;
        }

        return -1;
    }
}
