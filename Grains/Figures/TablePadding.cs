using LlmWorkload.Segments;

namespace LlmWorkload.Figures;

/// <summary>Columns of two lengths in one table: the shorter ones end in empty fields.</summary>
internal static class TablePadding
{
    /// <summary>A table with further columns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Further columns of numbers, all of one length.</param>
    public static FigureTable With(FigureTable table, int rows, IReadOnlyList<NumberColumn> columns)
    {
        var more = columns.Count == 0 ? 0 : columns[0].Values.Length;
        var length = Math.Max(rows, more);
        return new FigureTable(
        [
            .. table.Columns.Select(column => Padded(column, length)),
            .. columns.Select(column => column with { Values = Padded(column.Values, length, double.NaN) }),
        ]);
    }

    private static TableColumn Padded(TableColumn column, int length) => column switch
    {
        NumberColumn numbers => numbers with { Values = Padded(numbers.Values, length, double.NaN) },
        IntegerColumn integers => integers with { Values = Padded(integers.Values, length, Missing.Value) },
        _ => throw new ArgumentException($"Column '{column.Name}' is not of numbers.", nameof(column)),
    };

    private static T[] Padded<T>(T[] values, int length, T missing) =>
        values.Length >= length ? values : [.. values, .. Enumerable.Repeat(missing, length - values.Length)];
}
