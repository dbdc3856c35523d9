using System.Text;
using System.Text.Json;
using LlmWorkload.Datasets;
using LlmWorkload.Output;
using LlmWorkload.Reading;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Output;

public sealed class GalleryTests
{
    private const string Hostile = "org/</script><b>&\"model\"";

    [Fact]
    public void Every_figure_is_listed_with_its_analysis_model_and_table()
    {
        var figures = Data("overview/ttft_cdf.png", "overview/ttft_cdf.csv", "tokens/10k/org___script__b___model_/input.svg",
            "summary.json").GetProperty("figures").EnumerateArray().ToList();

        Assert.Equal(2, figures.Count);
        Assert.Equal(("overview", "ttft_cdf", "overview/ttft_cdf.csv"),
            (Text(figures[0], "analysis"), Text(figures[0], "name"), Text(figures[0], "table")));
        Assert.False(figures[0].TryGetProperty("model", out _));
        Assert.Equal((Hostile, "tokens/10k/org___script__b___model_/input.svg"), (Text(figures[1], "model"), Text(figures[1], "image")));
    }

    [Fact]
    public void Every_file_left_out_and_every_copy_is_among_the_numbers()
    {
        var numbers = Data("overview/a.png").GetProperty("numbers").EnumerateArray().ToDictionary(
            number => number[0].GetString()!, number => number[1].GetString()!);
        Assert.StartsWith("1.txt (no log by its name), 2.txt (no log by its name), ", numbers["Files left out"], StringComparison.Ordinal);
        Assert.EndsWith("11.txt (no log by its name)", numbers["Files left out"], StringComparison.Ordinal);
        Assert.Equal("b.csv (of a.csv), logs/c/a.csv (of logs/a.csv)", numbers["Copies, which count once"]);
    }

    [Fact]
    public void A_name_cannot_end_the_script_that_holds_it()
    {
        var page = Page("overview/a.png");

        Assert.Equal(2, page.Split("</script>").Length - 1);
        Assert.DoesNotContain("http://", page);
        Assert.DoesNotContain("https://", page);
    }

    private static string Text(JsonElement figure, string name) => figure.GetProperty(name).GetString()!;

    private static JsonElement Data(params string[] written)
    {
        var page = Page(written);
        var start = page.IndexOf('>', page.IndexOf("id=\"data\"", StringComparison.Ordinal)) + 1;
        return JsonDocument.Parse(page[start..page.IndexOf("</script>", start, StringComparison.Ordinal)]).RootElement;
    }

    private static string Page(params string[] written)
    {
        var catalog = new DatasetCatalog(
            Hostile, new DatasetOptions(), 1, 10, [new CatalogModel("id", Hostile, 10)], [], Missing.Value, Missing.Value, 1,
            new RecordedChunks(1, []));
        LeftOutFile[] leftOut = [.. Enumerable.Range(1, 11).Select(i => new LeftOutFile($"logs/{i}.txt", "no log by its name"))];
        var run = new RunFiles(catalog, leftOut, [new CopiedFile("logs/b.csv", "logs/a.csv", false), new CopiedFile("logs/c/a.csv", "logs/a.csv", false)]);
        return Encoding.UTF8.GetString(Gallery.Write(run, OverviewNumbers.None, ["overview", "tokens"], written, GalleryNotes.None));
    }
}
