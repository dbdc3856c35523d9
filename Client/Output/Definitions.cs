using System.Text;
using System.Text.RegularExpressions;
using LlmWorkload.Analyses;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LlmWorkload.Output;

/// <summary>The pages that define the numbers of analyses, as they stand in the repository.</summary>
internal static partial class Definitions
{
    /// <summary>The name of the page of what several analyses share, to which their pages lead.</summary>
    public const string Shared = "Kernels";

    /// <summary>What ids of headings begin with: no other id of the gallery does.</summary>
    public const string PartPrefix = "part-";

    private const string Prefix = "Definition.";

    // Sections about the source, which a reader of figures does not have.
    private static readonly string[] OfTheSource = ["Files", "Pages of the analyses", "Read on"];

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).DisableHtml().Build();

    /// <summary>The name of the page of an analysis; analyses may share one.</summary>
    public static string NameOf(AnalysisInfo analysis) => (analysis.IsStudy ? analysis.Name : analysis.Command) switch
    {
        "models" => "ModelStatistics",
        "cache-hit-ratio" => "CacheHits",
        var name => string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])),
    };

    /// <summary>
    /// The page of a name; null where there is none. It has no pictures, and nothing about the source. A link to another of the gallery's
    /// pages leads to it, any other link is left as its words.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="shown">Names of the pages that the gallery has.</param>
    public static Definition? Page(string name, IReadOnlySet<string> shown)
    {
        if (Text(name) is not { } text) return null;
        var page = Markdown.Parse(text, Pipeline);
        var title = page.OfType<HeadingBlock>().First(heading => heading.Level == 1);
        var words = string.Concat(title.Inline!.Descendants<LiteralInline>().Select(each => each.Content.ToString()));
        page.Remove(title);
        LeaveOutSource(page);
        List<HeadingBlock> headings = [.. page.Descendants<HeadingBlock>()];
        var parts = headings.Select(heading => heading.GetAttributes().Id).ToHashSet();
        foreach (var link in page.Descendants<LinkInline>().ToList()) Lead(link, name, shown, parts);
        foreach (var heading in headings)
        {
            // The dialog's heading is the second level.
            heading.Level++;
            heading.GetAttributes().Id = PartPrefix + heading.GetAttributes().Id;
        }

        return new Definition(words, page.ToHtml(Pipeline));
    }

    private static string? Text(string name)
    {
        using var stream = typeof(Definitions).Assembly.GetManifestResourceStream(Prefix + name);
        if (stream is null) return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static void LeaveOutSource(MarkdownDocument page)
    {
        var isLeftOut = false;
        foreach (var block in page.ToList())
        {
            if (block is HeadingBlock { Level: <= 2 } heading)
                isLeftOut = heading.Inline?.FirstChild is LiteralInline words && OfTheSource.Contains(words.Content.ToString());
            if (isLeftOut) page.Remove(block);
        }
    }

    private static void Lead(LinkInline link, string name, IReadOnlySet<string> shown, HashSet<string?> parts)
    {
        if (link.IsImage)
        {
            link.Remove();
            return;
        }

        var address = AddressOfPage().Match(link.Url ?? "");
        var (page, part) = (address.Groups["page"], address.Groups["part"]);
        var to = page.Success ? page.Value : name;
        if (address.Success && shown.Contains(to) && (page.Success || parts.Contains(part.Value)))
        {
            link.Url = $"#definition={to}" + (part.Success ? $"&part={part.Value}" : "");
            return;
        }

        while (link.FirstChild is { } words)
        {
            words.Remove();
            link.InsertBefore(words);
        }

        link.Remove();
    }

    [GeneratedRegex(@"^(?:(?:\.\./)+(?:\w+/)*(?<page>\w+)/README\.md)?(?:#(?<part>[\w-]+))?$")]
    private static partial Regex AddressOfPage();
}
