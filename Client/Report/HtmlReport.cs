using System.Net;
using System.Text;
using LlmWorkload.Output;

namespace LlmWorkload.Report;

/// <summary>Writes a report as a page that needs no network and no script.</summary>
internal static class HtmlReport
{
    /// <summary>The file's name, below the output folder.</summary>
    public const string FileName = Gallery.ReportFile;

    private const string FirstTitle = "What stands out";
    private const string GapsTitle = "What could not be told";

    /// <summary>The page in UTF-8.</summary>
    public static byte[] Write(StudyReport report)
    {
        var text = new StringBuilder();
        text.Append($"<h1>{Encoded(report.Title)}</h1>\n<p>{string.Join(' ', report.Opening.Select(Encoded))}</p>\n");
        Contents(text, report);
        text.Append($"<section id=\"first\">\n<h2>{FirstTitle}</h2>\n");
        if (report.First.Count == 0) text.Append("<p>Nothing lies far from even.</p>\n");
        else text.Append("<ul>\n");
        foreach (var (section, folder, finding) in report.First)
        {
            text.Append($"<li>{Said(finding)} {Links(report, folder, finding)} ");
            text.Append($"<a class=\"links\" href=\"#{section.Anchor}\">{section.Title}</a></li>\n");
        }

        text.Append(report.First.Count == 0 ? "</section>\n" : "</ul>\n</section>\n");
        foreach (var section in report.Sections)
        {
            text.Append($"<section id=\"{section.Anchor}\">\n<h2>{section.Title}</h2>\n");
            Write(text, report, section);
            text.Append("</section>\n");
        }

        List(text, "gaps", GapsTitle, report.Gaps, "Every question had its columns.");
        List(text, "limits", "Limits", report.Limits, "");
        List(text, "doubts", "Doubts", report.Doubts, "The log gave no reason for doubt.");

        // A name of the log may have braces, too.
        var template = Template().Split(["{{title}}", "{{body}}"], StringSplitOptions.None);
        return Encoding.UTF8.GetBytes($"{template[0]}{Encoded(report.Title)}{template[1]}{text}{template[2]}");
    }

    private static void Contents(StringBuilder text, StudyReport report)
    {
        text.Append("<nav aria-label=\"Sections\">\n<ul>\n");
        foreach (var section in report.Sections) text.Append($"<li><a href=\"#{section.Anchor}\">{section.Title}</a></li>\n");
        text.Append($"<li><a href=\"#gaps\">{GapsTitle}</a></li>\n<li><a href=\"#limits\">Limits</a></li>\n");
        text.Append("<li><a href=\"#doubts\">Doubts</a></li>\n");
        text.Append($"<li><a href=\"{Gallery.FileName}\">All figures</a></li>\n</ul>\n</nav>\n");
    }

    // A figure stands once, below the last of the sentences that it shows.
    private static void Write(StringBuilder text, StudyReport report, ReportSection section)
    {
        List<(string Folder, Finding Finding)> said =
            [.. section.Parts.SelectMany(part => part.Findings.Select(finding => (part.Folder, finding)))];
        for (var at = 0; at < said.Count; at++)
        {
            var (folder, finding) = said[at];
            var gap = finding.Kind == FindingKind.Gap ? " class=\"gap\"" : "";
            text.Append($"<p{gap}>{Said(finding)} {Links(report, folder, finding)}</p>\n");
            if (report.FigureOf(finding) is { } file && said.Skip(at + 1).All(later => later.Finding.Figure != finding.Figure))
                text.Append(Figure(report, file, finding.Sentence));
        }
    }

    // A page shows no PDF in its text: the small picture stands for it.
    private static string Figure(StudyReport report, string file, string sentence)
    {
        var picture = Path.GetExtension(file) == ".pdf" ? GalleryThumbnails.Of(Path.ChangeExtension(file, null)) : file;
        if (picture != file && !report.Thumbnails.Contains(picture)) return "";
        var words = report.Captions.GetValueOrDefault(file, sentence);
        return $"<figure><a href=\"{Address(file)}\"><img src=\"{Address(picture)}\" loading=\"lazy\" alt=\"{Encoded(words)}\"></a>"
            + "</figure>\n";
    }

    private static void List(StringBuilder text, string anchor, string title, IReadOnlyList<string> sentences, string none)
    {
        text.Append($"<section id=\"{anchor}\">\n<h2>{title}</h2>\n");
        if (sentences.Count == 0) text.Append($"<p>{none}</p>\n</section>\n");
        else text.Append($"<ul>\n{string.Concat(sentences.Select(each => $"<li>{Encoded(each)}</li>\n"))}</ul>\n</section>\n");
    }

    private static string Links(StudyReport report, string folder, Finding finding)
    {
        var figure = report.FigureOf(finding) is { } file ? $"{Link(StudyReport.Address(file), "figure")} · " : "";
        return $"<span class=\"links\">{figure}{Link(StudyReport.NumbersOf(folder), "numbers")} · "
            + $"{Link(StudyReport.DefinitionOf(folder), "definition")}</span>";

        static string Link(string file, string words) => $"<a href=\"{Encoded(file)}\">{words}</a>";
    }

    private static string Address(string file) => Encoded(StudyReport.Address(file));

    // A number stays with what it counts.
    private static string Said(Finding finding) => Encoded(finding.Sentence.Replace("n = ", "n\u00A0=\u00A0").Replace(" %", "\u00A0%"));

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);

    private static string Template()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("Report.html")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
