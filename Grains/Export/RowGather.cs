using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>Copies rows of columns, in any order, into a segment.</summary>
internal static class RowGather
{
    /// <summary>Adds every column of numbers, texts and lists.</summary>
    /// <param name="columns">The rows to take from.</param>
    /// <param name="rows">Which rows, in the order wanted.</param>
    /// <param name="writer">A segment that was begun for so many rows.</param>
    public static void AddTo(SegmentWriter writer, SegmentColumns columns, ReadOnlySpan<int> rows)
    {
        foreach (var column in columns.ColumnsOf(ColumnEncoding.Integers)) AddIntegers(writer, columns, column, rows);
        foreach (var column in columns.ColumnsOf(ColumnEncoding.Texts))
        {
            var texts = columns.Texts(column);
            AddTexts(writer, column, texts.Values, texts.Index, rows, columns);
        }

        if (columns.Has(ColumnId.Blocks)) AddLists(writer, columns.Lists(ColumnId.Blocks), rows);
    }

    /// <summary>Adds a column of texts, of which some may not occur in the rows.</summary>
    public static void AddTexts(
        SegmentWriter writer, ColumnId column, IReadOnlyList<string> texts, ReadOnlySpan<int> index, ReadOnlySpan<int> rows,
        SegmentColumns columns)
    {
        var (used, indices) = Used(texts.Count, index, rows, columns);
        if (used.Count > 0) writer.AddTexts(column, used.ConvertAll(at => texts[at]), indices);
    }

    /// <summary>Adds the users' hashes, of which some may not occur in the rows.</summary>
    public static void AddUsers(SegmentWriter writer, SegmentColumns columns, ReadOnlySpan<int> rows)
    {
        if (!columns.Has(ColumnId.User)) return;
        var (users, index) = columns.Hashes(ColumnId.User);
        var (used, indices) = Used(users.Length, index, rows, columns);
        if (used.Count > 0) writer.AddHashes(ColumnId.User, used.ConvertAll(at => users[at]).ToArray(), indices);
    }

    private static void AddIntegers(SegmentWriter writer, SegmentColumns columns, ColumnId column, ReadOnlySpan<int> rows)
    {
        var values = columns.Integers(column);
        var gathered = columns.Scratch.Rent<long>(rows.Length);
        for (var row = 0; row < rows.Length; row++) gathered[row] = values[rows[row]];
        if (column == ColumnId.Started || gathered.ContainsAnyExcept(Missing.Value)) writer.AddIntegers(column, gathered);
    }

    private static void AddLists(SegmentWriter writer, NumberLists lists, ReadOnlySpan<int> rows)
    {
        var starts = new int[rows.Length + 1];
        for (var row = 0; row < rows.Length; row++) starts[row + 1] = checked(starts[row] + lists[rows[row]].Length);
        var values = new ulong[starts[^1]];
        for (var row = 0; row < rows.Length; row++) lists[rows[row]].CopyTo(values.AsSpan(starts[row]));
        if (values.Length > 0) writer.AddLists(ColumnId.Blocks, starts, values);
    }

    // The values that occur, in the order in which they first do, and for each row its place among them.
    private static (List<int> Used, int[] Indices) Used(
        int values, ReadOnlySpan<int> index, ReadOnlySpan<int> rows, SegmentColumns columns)
    {
        var placeOf = columns.Scratch.Rent(values, -1);
        var used = new List<int>();
        var indices = new int[rows.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            var value = index[rows[row]];
            if (value >= 0 && placeOf[value] < 0)
            {
                placeOf[value] = used.Count;
                used.Add(value);
            }

            indices[row] = value < 0 ? -1 : placeOf[value];
        }

        return (used, indices);
    }
}
