using LlmWorkload.Kernels;

namespace LlmWorkload.Figures;

/// <summary>
/// Thins the tables of figures that have a row for each point. A table that has lost rows says so in the name of its first column.
/// </summary>
internal static class TableThinning
{
    /// <summary>The most rows that a table keeps of one curve, or of one cloud of points.</summary>
    public const int MostRows = 500;

    /// <summary>What is added to the name of the first column.</summary>
    public const string Ending = "_thinned";

    /// <summary>A staircase as a table has it: the points that <see cref="CdfThinning"/> keeps of so many rows.</summary>
    /// <param name="x">Values, ascending.</param>
    /// <param name="y">Cumulative heights, as many.</param>
    /// <param name="logX">Whether x is drawn on a logarithmic axis.</param>
    public static (double[] X, double[] Y) Stairs(double[] x, double[] y, bool logX = true) =>
        CdfThinning.Thin(x, y, MostRows, logX, whole: MostRows);

    /// <summary>The rows of a cloud of points: the first, the last, and others evenly between them; all where there are few.</summary>
    /// <param name="table">The table.</param>
    public static FigureTable Evenly(FigureTable table) => Rows(table, EvenChoice.Of(Length(table), MostRows));

    /// <summary>Some rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="kept">The positions of the rows that stay, ascending.</param>
    public static FigureTable Rows(FigureTable table, int[] kept) =>
        kept.Length == Length(table)
            ? table
            : Marked(new FigureTable([.. table.Columns.Select(column => Rows(column, kept))]), isThinned: true);

    /// <summary>The table, with the name of its first column saying so where it is thinned.</summary>
    public static FigureTable Marked(FigureTable table, bool isThinned) => isThinned
        ? new FigureTable([table.Columns[0] with { Name = table.Columns[0].Name + Ending }, .. table.Columns.Skip(1)])
        : table;

    private static int Length(FigureTable table) => table.Columns[0] switch
    {
        IntegerColumn integers => integers.Values.Length,
        NumberColumn numbers => numbers.Values.Length,
        InstantColumn instants => instants.Values.Length,
        TextColumn texts => texts.Values.Length,
        var other => throw Unknown(other),
    };

    private static TableColumn Rows(TableColumn column, int[] kept) => column switch
    {
        IntegerColumn { Values: var values } integers => integers with { Values = Array.ConvertAll(kept, row => values[row]) },
        NumberColumn { Values: var values } numbers => numbers with { Values = Array.ConvertAll(kept, row => values[row]) },
        InstantColumn { Values: var values } instants => instants with { Values = Array.ConvertAll(kept, row => values[row]) },
        TextColumn { Values: var values } texts => texts with { Values = Array.ConvertAll(kept, row => values[row]) },
        _ => throw Unknown(column),
    };

    private static ArgumentException Unknown(TableColumn column) =>
        new($"Column '{column.Name}' is of the unknown kind {column.GetType().Name}.", nameof(column));
}
