using LlmWorkload.Kernels;

namespace LlmWorkload.Columns;

/// <summary>Values that are gathered one by one, each with a group, and come out by group and ascending.</summary>
/// <param name="most">How many there are at most.</param>
/// <param name="scratch">Memory for them, and for what comes out.</param>
internal ref struct GatheredValues(int most, Scratch scratch)
{
    private readonly Span<long> _values = scratch.Rent<long>(most);
    private readonly Span<int> _groupOf = scratch.Rent<int>(most);
    private int _n = 0;

    /// <summary>Adds a value to a group, numbered from 0.</summary>
    public void Add(int group, long value)
    {
        (_values[_n], _groupOf[_n]) = (value, group);
        _n++;
    }

    /// <summary>Those of each group, ascending.</summary>
    /// <param name="groups">How many groups there are.</param>
    public readonly GroupedRows<long> Sorted(int groups)
    {
        RadixSort.Sort(_values[.._n], _groupOf[.._n]);
        return GroupedRows<long>.Of(_groupOf[.._n], groups, _values[.._n], scratch);
    }
}
