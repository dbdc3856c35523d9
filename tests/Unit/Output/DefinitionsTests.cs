using LlmWorkload.Analyses;
using LlmWorkload.Output;

namespace LlmWorkload.Tests.Output;

/// <summary>The pages that define analyses, as a gallery has them.</summary>
public sealed class DefinitionsTests
{
    private static readonly HashSet<string> All = [Definitions.Shared, .. AnalysisInfo.All.Select(Definitions.NameOf)];

    public static TheoryData<string> Names => [.. All];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_page_is_html_without_marks_of_markdown(string name)
    {
        var page = Page(name, All);

        Assert.NotEmpty(page.Title);
        Assert.Contains($"<h3 id=\"{Definitions.PartPrefix}", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<h1", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page.Html, StringComparison.Ordinal);
        var prose = WithoutExamples(page.Html);
        foreach (var mark in (string[])["`", "**", "](", "## ", "| ---", "|---"]) Assert.DoesNotContain(mark, prose, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_link_leads_to_a_page_of_the_gallery_and_to_a_part_that_it_has(string name)
    {
        foreach (var address in Addresses(Page(name, All).Html))
        {
            var parts = address.Split('&');
            Assert.StartsWith("#definition=", parts[0], StringComparison.Ordinal);
            var to = Page(parts[0]["#definition=".Length..], All);
            if (parts is [_, var part])
                Assert.Contains($"id=\"{Definitions.PartPrefix}{part["amp;part=".Length..]}\"", to.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Statistics_are_defined_on_the_page_that_analyses_share()
    {
        var overview = Page("Overview", All).Html;

        Assert.Contains("<a href=\"#definition=Kernels&amp;part=statistics\"><code>STATS</code></a>", overview, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#definition=Users\">users</a>", overview, StringComparison.Ordinal);
        Assert.DoesNotContain("Read on", overview, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_page_that_the_gallery_has_not_is_left_as_its_words()
    {
        var overview = Page("Overview", new HashSet<string> { "Overview" }).Html;

        Assert.DoesNotContain("<a ", overview, StringComparison.Ordinal);
        Assert.Contains("look at users next", overview, StringComparison.Ordinal);
        Assert.Contains("<code>STATS</code> of", overview, StringComparison.Ordinal);
    }

    [Fact]
    public void What_looks_like_an_element_is_text()
    {
        Assert.Contains("<code>&lt;model&gt;", Page("Tokens", All).Html, StringComparison.Ordinal);
        Assert.Null(Definitions.Page("Nothing", All));
    }

    private static Definition Page(string name, IReadOnlySet<string> shown) => Definitions.Page(name, shown)!;

    private static string WithoutExamples(string html) =>
        string.Concat(html.Split("<pre>").Select((piece, i) => i == 0 ? piece : piece[piece.IndexOf("</pre>", StringComparison.Ordinal)..]));

    private static IEnumerable<string> Addresses(string html) =>
        html.Split(" href=\"").Skip(1).Select(piece => piece[..piece.IndexOf('"', StringComparison.Ordinal)]);
}
