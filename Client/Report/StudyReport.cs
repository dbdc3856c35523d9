using System.Net;
using System.Text;
using System.Text.Json;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Output;

namespace LlmWorkload.Report;

/// <summary>
/// What a study found, to be read: a section an analysis with its sentences, figures and a link to the definition, then what could not be
/// answered and what is doubtful. Equal inputs give equal bytes.
/// </summary>
/// <param name="catalog">The dataset.</param>
/// <param name="doubts">What is doubtful of its files.</param>
/// <param name="summaries">The summary of each analysis by its folder.</param>
/// <param name="files">The files of the run, relative to the folder of the report.</param>
internal sealed class StudyReport(
    DatasetCatalog catalog, IReadOnlyList<string> doubts, IReadOnlyDictionary<string, JsonElement> summaries, IReadOnlyList<string> files)
{
    /// <summary>The report's name as a page, below the output folder.</summary>
    public const string HtmlFile = "report.html";

    /// <summary>Its name as Markdown.</summary>
    public const string MarkdownFile = "report.md";

    private const string Style = "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;"
        + "background:#fff}img{max-width:100%;height:auto}h2{margin-top:2.5rem}a{color:#1f4e9c}figure{margin:1rem 0}"
        + "@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}a{color:#8ab4f8}img{background:#fff}}";

    private static readonly Dictionary<string, AnalysisInfo> Known = AnalysisInfo.All.ToDictionary(analysis => analysis.Folder);

    private readonly IReadOnlyList<Finding> _findings = StudyFindings.Of(summaries);

    private string Title => $"Study of {catalog.Name}";

    private string Opening =>
        $"{InvariantText.Whole(catalog.Rows)} requests to {InvariantText.Whole(catalog.Models.Count)} models from "
            + $"{InvariantText.Instant(catalog.First)} to {InvariantText.Instant(catalog.Last)}. All instants are UTC. Every number stands in "
            + "the summary.json of its analysis, to all its digits.";

    private IEnumerable<string> Limits =>
    [
        .. summaries.OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => (each.Key, Missing: StudyFindings.Missing(each.Value))).Where(each => each.Missing.Count > 0)
            .Select(each => $"{Heading(each.Key)}: no request has {string.Join(" and ", each.Missing)}."),
        .. doubts,
    ];

    /// <summary>The report as Markdown.</summary>
    public byte[] Markdown()
    {
        var text = new StringBuilder($"# {Escaped(Title)}\n\n{Opening}\n");
        foreach (var (folder, findings) in Sections())
        {
            text.Append($"\n## {Heading(folder)}\n\n");
            foreach (var finding in findings)
                text.Append($"- {Escaped(finding.Sentence)}{(FileOf(finding) is { } file ? $" [Figure]({Link(file)})" : "")}\n");
            text.Append($"\n[Numbers]({folder}/summary.json) · [definition]({Definition(folder)})\n");
        }

        text.Append("\n## Limits and doubts\n\n");
        foreach (var limit in Limits) text.Append($"- {Escaped(limit)}\n");
        text.Append("- A finding is of this log alone, and n says of how much of it.\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The report as a page.</summary>
    public byte[] Html()
    {
        var text = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        text.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        text.Append($"<title>{Encoded(Title)}</title>\n<style>{Style}</style>\n</head>\n<body>\n<main>\n");
        text.Append($"<h1>{Encoded(Title)}</h1>\n<p>{Encoded(Opening)}</p>\n");
        foreach (var (folder, findings) in Sections())
        {
            text.Append($"<section>\n<h2>{Encoded(Heading(folder))}</h2>\n");
            var shown = new HashSet<string>();
            foreach (var finding in findings)
            {
                text.Append($"<p>{Encoded(finding.Sentence)}</p>\n");
                if (FileOf(finding) is { } file && shown.Add(file)) text.Append(Figure(file, finding.Sentence));
            }

            text.Append($"<p><a href=\"{folder}/summary.json\">Numbers</a> · ");
            text.Append($"<a href=\"{Definition(folder)}\">definition</a></p>\n</section>\n");
        }

        text.Append("<section>\n<h2>Limits and doubts</h2>\n<ul>\n");
        foreach (var limit in Limits) text.Append($"<li>{Encoded(limit)}</li>\n");
        text.Append("<li>A finding is of this log alone, and n says of how much of it.</li>\n</ul>\n</section>\n</main>\n</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Figure(string file, string sentence) => Path.GetExtension(file) == ".pdf"
        ? $"<p><a href=\"{Encoded(Link(file))}\">Figure</a></p>\n"
        : $"<figure><img src=\"{Encoded(Link(file))}\" loading=\"lazy\" alt=\"{Encoded(sentence)}\"></figure>\n";

    private static string Heading(string folder) => Known.TryGetValue(folder, out var analysis)
        ? char.ToUpperInvariant(analysis.Name[0]) + analysis.Name[1..].Replace('-', ' ')
        : folder;

    private static string Definition(string folder) =>
        Known.TryGetValue(folder, out var analysis) ? $"{Gallery.FileName}#definition={Definitions.NameOf(analysis)}" : Gallery.FileName;

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);

    // Names of logs are text: nothing in them is markup.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in text)
        {
            if ("\\`*_[]<>#|".Contains(letter)) escaped.Append('\\');
            escaped.Append(letter is '\n' or '\r' ? ' ' : letter);
        }

        return escaped.ToString();
    }

    private static string Link(string file) => string.Join('/', file.Split('/').Select(Uri.EscapeDataString));

    private IEnumerable<(string Folder, IReadOnlyList<Finding> Findings)> Sections() =>
        _findings.GroupBy(finding => finding.Folder).Select(group => (group.Key, (IReadOnlyList<Finding>)[.. group]));

    private string? FileOf(Finding finding) => finding.Figure is null
        ? null
        : files.FirstOrDefault(file => file.StartsWith($"{finding.Folder}/{finding.Figure}.", StringComparison.Ordinal)
            && Path.GetExtension(file) is (".png" or ".svg" or ".pdf"));
}
