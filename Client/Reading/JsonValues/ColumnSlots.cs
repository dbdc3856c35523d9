namespace LlmWorkload.Reading.JsonValues;

/// <summary>
/// The slots of the columns of one file; behind them those of members of JSON that stands in a column: <c>metadata.user</c>.
/// </summary>
/// <param name="columns">How many columns there are.</param>
internal abstract class ColumnSlots(int columns) : ISlots
{
    private readonly List<(int Column, JsonPaths Paths)> _cells = [];
    private readonly List<(int Cell, int Member)> _inner = [];

    /// <summary>How many columns there are.</summary>
    public int Columns => columns;

    /// <summary>The columns that hold JSON of which members are read, with their paths.</summary>
    public IReadOnlyList<(int Column, JsonPaths Paths)> Cells => _cells;

    /// <inheritdoc/>
    public abstract IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public int Of(string path)
    {
        var column = ColumnOf(path, false);
        if (column >= 0 || path.IndexOf('.') is not (> 0 and var point)) return column;
        for (; point >= 0; point = path.IndexOf('.', point + 1))
        {
            column = ColumnOf(path[..point], true);
            if (column >= 0) return Add(column, path[(point + 1)..]);
        }

        return -1;
    }

    /// <summary>The cell and the member of a slot behind those of the columns.</summary>
    public (int Cell, int Member) Inner(int slot) => _inner[slot - columns];

    /// <summary>The column of a slot.</summary>
    public int ColumnOf(int slot) => slot < columns ? slot : _cells[Inner(slot).Cell].Column;

    /// <summary>The columns in order, each with what is read from it; behind a column of JSON what is read from its members.</summary>
    /// <param name="plan">What is read.</param>
    /// <param name="nameOf">A column as it is shown.</param>
    public IReadOnlyList<LayoutColumn> Layout(RecordPlan plan, Func<int, string> nameOf) =>
    [
        .. Enumerable.Range(0, columns).SelectMany(column => plan.Used().Where(slot => ColumnOf(slot) == column).Order()
            .Select(slot => new LayoutColumn(slot < columns ? nameOf(column) : $"{nameOf(column)}.{MemberOf(slot)}", plan.UsesOf(slot)))
            .DefaultIfEmpty(new LayoutColumn(nameOf(column), []))),
    ];

    private string MemberOf(int slot) => Inner(slot) is var (cell, member) ? _cells[cell].Paths.NameOf(member) : "";

    /// <summary>The column of a name; −1 for none.</summary>
    /// <param name="name">The name; case does not count.</param>
    /// <param name="holdsJson">Whether it must be one that may hold JSON.</param>
    protected abstract int ColumnOf(string name, bool holdsJson);

    private int Add(int column, string member)
    {
        var cell = _cells.FindIndex(each => each.Column == column);
        if (cell < 0)
        {
            _cells.Add((column, new JsonPaths()));
            cell = _cells.Count - 1;
        }

        _inner.Add((cell, _cells[cell].Paths.Of(member)));
        return columns + _inner.Count - 1;
    }
}
