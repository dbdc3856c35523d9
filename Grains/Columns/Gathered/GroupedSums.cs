using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>Exact sums of a column by groups of rows. Missing values add nothing.</summary>
internal static class GroupedSums
{
    /// <summary>Adds the values of a column to the sums of their groups.</summary>
    /// <param name="columns">The rows.</param>
    /// <param name="column">The column; it need not be there.</param>
    /// <param name="groupOf">The group of each row; −1 for a row that does not count.</param>
    /// <param name="sums">The sum of each group.</param>
    /// <returns>Whether any value was added.</returns>
    public static bool Add(SegmentColumns columns, ColumnId column, ReadOnlySpan<int> groupOf, Span<Int128> sums)
    {
        if (!columns.Has(column)) return false;
        var values = columns.Integers(column);
        var hasAny = false;
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] == Missing.Value || groupOf[row] < 0) continue;
            sums[groupOf[row]] += values[row];
            hasAny = true;
        }

        return hasAny;
    }
}
