using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Csv;

/// <summary>
/// The slots of the columns of one file; behind them those of members of JSON that stands in a column: <c>metadata.user</c>.
/// </summary>
/// <param name="header">The names of the columns.</param>
internal sealed class CsvSlots(IReadOnlyList<string> header) : ISlots
{
    private readonly List<(int Column, JsonPaths Paths, List<int> Members)> _cells = [];
    private readonly List<(int Cell, int Member)> _inner = [];

    /// <summary>How many columns there are.</summary>
    public int Columns => header.Count;

    /// <summary>The columns that hold JSON of which members are read, with their paths.</summary>
    public IReadOnlyList<(int Column, JsonPaths Paths)> Cells => [.. _cells.Select(cell => (cell.Column, cell.Paths))];

    /// <inheritdoc/>
    public int Of(string path)
    {
        var column = ColumnOf(path);
        if (column >= 0 || path.IndexOf('.') is not (> 0 and var point)) return column;
        column = ColumnOf(path[..point]);
        if (column < 0) return -1;
        var cell = _cells.FindIndex(each => each.Column == column);
        if (cell < 0)
        {
            _cells.Add((column, new JsonPaths(), []));
            cell = _cells.Count - 1;
        }

        _inner.Add((cell, _cells[cell].Paths.Of(path[(point + 1)..])));
        return Columns + _inner.Count - 1;
    }

    /// <summary>The cell and the member of a slot behind those of the columns.</summary>
    public (int Cell, int Member) Inner(int slot) => _inner[slot - Columns];

    /// <summary>The path of a member within the JSON of a column; null for a slot of a column itself.</summary>
    public string? NameOf(int slot) => slot < Columns ? null : _cells[Inner(slot).Cell].Paths.NameOf(Inner(slot).Member);

    /// <summary>The column of a slot.</summary>
    public int ColumnOf(int slot) => slot < Columns ? slot : _cells[Inner(slot).Cell].Column;

    // A second column of a name is never read: nobody knows which of the two is meant.
    private int ColumnOf(string name)
    {
        for (var column = 0; column < header.Count; column++)
        {
            if (string.Equals(header[column], name, StringComparison.OrdinalIgnoreCase)) return column;
        }

        return -1;
    }
}
