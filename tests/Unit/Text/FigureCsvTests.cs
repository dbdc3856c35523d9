using System.Text;
using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Figures;

public class FigureCsvTests
{
    [Fact]
    public void Numbers_texts_and_gaps_are_written_as_they_are_read_back()
    {
        var table = new FigureTable(
        [
            new TextColumn("name", ["plain", "a,b", "say \"hi\"", "two\nlines", null, "é…"]),
            new IntegerColumn("requests", [0, -5, 1_234_567, Missing.Value, long.MaxValue, 7]),
            new NumberColumn("share", [0.1, 1.0 / 3, double.NaN, -0.0, 1e300, 12345678.5]),
        ]);

        const string expected =
            "name,requests,share\n" +
            "plain,0,0.1\n" +
            "\"a,b\",-5,0.3333333333333333\n" +
            "\"say \"\"hi\"\"\",1234567,\n" +
            "\"two\nlines\",,0\n" +
            ",9223372036854775807,1E+300\n" +
            "é…,7,12345678.5\n";
        Assert.Equal(expected, Encoding.UTF8.GetString(FigureCsv.Write(table)));
    }

    [Fact]
    public void A_table_without_rows_is_its_header() =>
        Assert.Equal("\"a,b\",c\n", Encoding.UTF8.GetString(
            FigureCsv.Write(new FigureTable([new NumberColumn("a,b", []), new TextColumn("c", [])]))));

    [Fact]
    public void Columns_of_different_length_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            FigureCsv.Write(new FigureTable([new NumberColumn("x", [1, 2]), new NumberColumn("y", [1])])));
        Assert.Contains("'y' has 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Instants_are_written_in_UTC_to_100_ns()
    {
        var table = new FigureTable([new InstantColumn("at", [0, 638_717_184_277_036_950, Missing.Value, DateTime.MaxValue.Ticks])]);

        // 638717184277036950 ticks: date -u -d "$(( 638717184277036950 / 10000000 - 62135596800 )) sec".
        const string expected = "at\n0001-01-01T00:00:00.0000000Z\n2025-01-06T00:00:27.7036950Z\n\n9999-12-31T23:59:59.9999999Z\n";
        Assert.Equal(expected, Encoding.UTF8.GetString(FigureCsv.Write(table)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(1 << 20)]
    public void Pages_make_the_whole_in_their_order(int pageBytes)
    {
        var table = new FigureTable(
        [
            new TextColumn("name", [.. Enumerable.Range(0, 500).Select(i => new string('é', i))]),
            new IntegerColumn("row", [.. Enumerable.Range(0, 500).Select(i => (long)i)]),
        ]);
        var whole = FigureCsv.Write(table);

        var pages = FigureCsv.Write(table, pageBytes);

        Assert.Equal(whole, pages.SelectMany(page => page));
        Assert.All(pages.SkipLast(1), page => Assert.Equal(pageBytes, page.Length));
        Assert.InRange(pages[^1].Length, 1, pageBytes);
    }

    [Fact]
    public void A_table_without_columns_is_one_empty_line() => Assert.Equal("\n"u8.ToArray(), FigureCsv.Write(new FigureTable([])));
}
