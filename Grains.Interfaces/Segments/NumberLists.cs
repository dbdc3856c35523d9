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

    /// <summary>Empty lists.</summary>
    internal static NumberLists Empty(int rows) => new(new int[rows + 1], []);
}
