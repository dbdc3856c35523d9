using System.Text;

namespace LlmWorkload.Report;

/// <summary>Writes a report as Markdown.</summary>
internal static class MarkdownReport
{
    /// <summary>The file's name, below the output folder.</summary>
    public const string FileName = "report.md";

    // In words of a log none of these is markup.
    private const string Marks = "\\`*_{}[]<>#|~&$";

    /// <summary>The report in UTF-8.</summary>
    public static byte[] Write(StudyReport report)
    {
        var text = new StringBuilder($"# {Escaped(report.Title)}\n\n");
        text.AppendJoin(' ', report.Opening.Select(Escaped)).Append('\n');
        text.Append("\n## What stands out\n\n");
        if (report.First.Count == 0) text.Append("Nothing lies far from even.\n");
        foreach (var (section, folder, finding) in report.First)
            text.Append($"- {Escaped(finding.Sentence)} {Links(report, folder, finding)} · [{section.Title}](#{section.Anchor})\n");
        foreach (var section in report.Sections)
        {
            text.Append($"\n## {section.Title}\n\n");
            foreach (var part in section.Parts)
            {
                foreach (var finding in part.Findings)
                    text.Append($"- {Escaped(finding.Sentence)} {Links(report, part.Folder, finding)}\n");
            }
        }

        List(text, "What could not be told", report.Gaps, "Every question had its columns.");
        List(text, "Limits", report.Limits, "");
        List(text, "Doubts", report.Doubts, "The log gave no reason for doubt.");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void List(StringBuilder text, string title, IReadOnlyList<string> sentences, string none)
    {
        text.Append($"\n## {title}\n\n");
        foreach (var sentence in sentences) text.Append($"- {Escaped(sentence)}\n");
        if (sentences.Count == 0) text.Append($"{none}\n");
    }

    private static string Links(StudyReport report, string folder, Finding finding)
    {
        var figure = report.FigureOf(finding) is { } file ? $"[figure]({StudyReport.Address(file)}) · " : "";
        return $"{figure}[numbers]({StudyReport.NumbersOf(folder)}) · [definition]({StudyReport.DefinitionOf(folder)})";
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (Marks.Contains(letter)) escaped.Append('\\');
            escaped.Append(letter);
        }

        return escaped.ToString();
    }
}
