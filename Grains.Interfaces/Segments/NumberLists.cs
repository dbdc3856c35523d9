namespace LlmWorkload.Segments;

/// <summary>A column of one list of 64-bit numbers a row. A row without a list has an empty one.</summary>
public sealed class NumberLists
{
    private readonly int[] _starts;
    private readonly ulong[] _values;

    internal NumberLists(int[] starts, ulong[] values) => (_starts, _values) = (starts, values);

    /// <summary>Number of rows.</summary>
    public int Rows => _starts.Length - 1;

    /// <summary>The numbers of all rows, one behind the other.</summary>
    public ReadOnlySpan<ulong> Values => _values;

    /// <summary>The numbers of a row, in their order.</summary>
    public ReadOnlySpan<ulong> this[int row] => _values.AsSpan(_starts[row].._starts[row + 1]);

    /// <summary>The rows of several columns, one behind the other.</summary>
    /// <exception cref="OverflowException">They have more numbers than fit one array.</exception>
    public static NumberLists Join(IReadOnlyList<NumberLists> columns)
    {
        if (columns is [var only]) return only;
        var starts = new int[columns.Sum(column => column.Rows) + 1];
        var values = new ulong[columns.Sum(column => column._values.Length)];
        var (row, at) = (0, 0);
        foreach (var column in columns)
        {
            for (var i = 1; i <= column.Rows; i++) starts[++row] = at + column._starts[i];
            column._values.CopyTo(values, at);
            at += column._values.Length;
        }

        return new NumberLists(starts, values);
    }

    /// <summary>The lists of some rows.</summary>
    /// <param name="rows">The rows, in the order wanted.</param>
    public NumberLists Of(ReadOnlySpan<int> rows)
    {
        var starts = new int[rows.Length + 1];
        for (var row = 0; row < rows.Length; row++) starts[row + 1] = starts[row] + this[rows[row]].Length;
        var values = new ulong[starts[^1]];
        for (var row = 0; row < rows.Length; row++) this[rows[row]].CopyTo(values.AsSpan(starts[row]));
        return new NumberLists(starts, values);
    }

    /// <summary>Empty lists.</summary>
    internal static NumberLists Empty(int rows) => new(new int[rows + 1], []);
}
