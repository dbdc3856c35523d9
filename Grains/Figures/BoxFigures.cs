using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Figures;

/// <summary>What figures of boxes have in common.</summary>
internal static class BoxFigures
{
    /// <summary>Boxes as a series.</summary>
    /// <param name="name">Legend entry; null for none.</param>
    /// <param name="positions">Where each stands.</param>
    /// <param name="boxes">The boxes.</param>
    /// <param name="outliers">For each box, points beyond its whiskers; null for none.</param>
    public static BoxSeries Series(string? name, int[] positions, BoxStatistics[] boxes, double[][]? outliers = null) => new(
        name,
        Array.ConvertAll(positions, position => (double)position),
        Array.ConvertAll(boxes, box => box.P10),
        Array.ConvertAll(boxes, box => box.P25),
        Array.ConvertAll(boxes, box => box.Median),
        Array.ConvertAll(boxes, box => box.P75),
        Array.ConvertAll(boxes, box => box.P90),
        Array.ConvertAll(boxes, box => box.Mean),
        [.. (outliers ?? []).SelectMany((values, box) => Enumerable.Repeat(box, values.Length))],
        [.. (outliers ?? []).SelectMany(values => values)]);

    /// <summary>What a box is, for the notes of a panel.</summary>
    public static IReadOnlyList<string> Explained { get; } = ["box p25–p75, line median", "whiskers p10–p90, △ mean"];

    /// <summary>Boxes at 0, 1, 2, … as a series.</summary>
    public static BoxSeries Series(BoxStatistics[] boxes) => Series(null, [.. Enumerable.Range(0, boxes.Length)], boxes);

    /// <summary>The columns of a table with a row a box.</summary>
    /// <param name="boxes">The boxes.</param>
    /// <param name="n">The name of the column with each box's number of values.</param>
    public static TableColumn[] Columns(BoxStatistics[] boxes, string n = "n") =>
    [
        new IntegerColumn(n, Array.ConvertAll(boxes, box => box.N)),
        new NumberColumn("mean", Array.ConvertAll(boxes, box => box.Mean)),
        new NumberColumn("p10", Array.ConvertAll(boxes, box => box.P10)),
        new NumberColumn("p25", Array.ConvertAll(boxes, box => box.P25)),
        new NumberColumn("median", Array.ConvertAll(boxes, box => box.Median)),
        new NumberColumn("p75", Array.ConvertAll(boxes, box => box.P75)),
        new NumberColumn("p90", Array.ConvertAll(boxes, box => box.P90)),
    ];
}
