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
        Assert.Equal("\"a,b\",c\n", Encoding.UTF8.GetString(FigureCsv.Write(new FigureTable([new NumberColumn("a,b", []), new TextColumn("c", [])]))));

    [Fact]
    public void Columns_of_different_length_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            FigureCsv.Write(new FigureTable([new NumberColumn("x", [1, 2]), new NumberColumn("y", [1])])));
        Assert.Contains("'y' has 1", error.Message, StringComparison.Ordinal);
    }
}
