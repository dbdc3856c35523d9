using System.Text;
using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Figures;

public sealed class TableThinningTests
{
    [Fact]
    public void A_small_table_stays_as_it_is()
    {
        var table = Table(500);
        Assert.Same(table, TableThinning.Evenly(table));
    }

    [Fact]
    public void A_large_table_keeps_five_hundred_rows_evenly_and_says_so()
    {
        var thin = TableThinning.Evenly(Table(2_997));

        // Row 2,996 · i / 499, rounded down.
        Assert.Equal(["whole_thinned", "number", "instant", "text"], thin.Columns.Select(column => column.Name));
        var whole = ((IntegerColumn)thin.Columns[0]).Values;
        Assert.Equal(500, whole.Length);
        Assert.Equal((0, 6, 2_996), (whole[0], whole[1], whole[^1]));
        Assert.Equal(whole, ((NumberColumn)thin.Columns[1]).Values.Select(value => (long)value));
        Assert.Equal(whole, ((InstantColumn)thin.Columns[2]).Values);
        Assert.Equal(whole.Select(value => $"{value}"), ((TextColumn)thin.Columns[3]).Values);
    }

    [Fact]
    public void A_thinned_distribution_keeps_values_that_are_there_and_is_nowhere_far_from_the_full_one()
    {
        double[] x = [.. Enumerable.Range(1, 30_000).Select(i => i * Math.Sqrt(i))];
        double[] f = [.. Enumerable.Range(1, 30_000).Select(i => i / 30_000.0)];
        var full = Single(x, f, thin: false);
        var thin = Single(x, f, thin: true);

        Assert.Equal(["seconds", "cdf"], full.Table.Columns.Select(column => column.Name));
        Assert.Equal(["seconds_thinned", "cdf"], thin.Table.Columns.Select(column => column.Name));
        Assert.Equal(x, Numbers(full, 0));
        var (keptX, keptF) = (Numbers(thin, 0), Numbers(thin, 1));
        Assert.InRange(keptX.Length, 250, 500);
        Assert.Equal((x[0], x[^1], 1.0), (keptX[0], keptX[^1], keptF[^1]));
        Assert.All(keptX.Zip(keptF), point => Assert.Equal(f[Array.BinarySearch(x, point.First)], point.Second));
        Assert.All(keptF.Skip(1).Zip(keptF), pair => Assert.InRange(pair.First - pair.Second, 0, 2.0 / 249));

        // The picture is the same, whatever the table has.
        Assert.Equal(((LineSeries)full.Panels[0].Series[0]).X, ((LineSeries)thin.Panels[0].Series[0]).X);
    }

    [Fact]
    public void A_short_distribution_keeps_its_name()
    {
        var thin = Single([1, 2, 3], [0.2, 0.5, 1], thin: true);
        Assert.Equal("seconds", thin.Table.Columns[0].Name);
    }

    [Fact]
    public void Of_several_curves_the_long_ones_are_thinned()
    {
        double[] x = [.. Enumerable.Range(1, 5_000).Select(i => (double)i)];
        double[] f = [.. x.Select(value => value / 5_000)];
        CdfFigures.Curve[] curves = [new("long", 5_000, x, f), new("short", 2, [1, 2], [0.5, 1])];
        var thin = CdfFigures.Combined("p", "t", "Seconds", "seconds", curves, thinTable: true).Table;

        Assert.Equal(["model_id_thinned", "model_name", "seconds", "cdf"], thin.Columns.Select(column => column.Name));
        var names = ((TextColumn)thin.Columns[1]).Values;
        Assert.InRange(names.Count(name => name == "long"), 150, 500);
        Assert.Equal(2, names.Count(name => name == "short"));
    }

    private static Figure Single(double[] x, double[] f, bool thin) => CdfFigures.Single(
        "p", "t", "Seconds", "seconds", new CdfFigures.Curve("c", x.Length, x, f),
        new Statistics(), thin);

    private static double[] Numbers(Figure figure, int column) => ((NumberColumn)figure.Table.Columns[column]).Values;

    private static FigureTable Table(int rows)
    {
        long[] whole = [.. Enumerable.Range(0, rows).Select(row => (long)row)];
        return new FigureTable(
        [
            new IntegerColumn("whole", whole),
            new NumberColumn("number", Array.ConvertAll(whole, value => (double)value)),
            new InstantColumn("instant", whole),
            new TextColumn("text", Array.ConvertAll(whole, value => $"{value}")),
        ]);
    }
}
