using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LlmWorkload.Tests.Reports;

/// <summary>A report that a run wrote, taken apart.</summary>
/// <param name="folder">The output folder.</param>
internal sealed partial class WrittenReport(string folder)
{
    /// <summary>The title of the first section.</summary>
    public const string First = "What stands out";

    /// <summary>The sections that have no findings.</summary>
    public static readonly string[] Ends = ["What could not be told", "Limits", "Doubts"];

    private readonly string _markdown = File.ReadAllText(Path.Combine(folder, "report.md"));

    /// <summary>The output folder.</summary>
    public string Folder => folder;

    /// <summary>The page.</summary>
    public string Page { get; } = File.ReadAllText(Path.Combine(folder, "report.html"));

    /// <summary>What it begins with, its title aside.</summary>
    public IReadOnlyList<string> Opening =>
        [.. SentenceEnd().Split(Plain(_markdown.Split('\n')[2])).Select(sentence => sentence.Trim())];

    /// <summary>Every sentence in a list: its section, itself, and what it leads to by name.</summary>
    public IReadOnlyList<(string Section, string Sentence, IReadOnlyDictionary<string, string> Links)> Sentences
    {
        get
        {
            var (section, sentences) = ("", new List<(string, string, IReadOnlyDictionary<string, string>)>());
            foreach (var line in _markdown.Split('\n'))
            {
                if (line.StartsWith("## ", StringComparison.Ordinal)) section = line[3..];
                if (!line.StartsWith("- ", StringComparison.Ordinal)) continue;
                var links = Link().Matches(line);
                var end = links.Count == 0 ? line.Length : links[0].Index;
                sentences.Add((section, Plain(line[2..end]).Trim(), links.ToDictionary(
                    link => link.Groups[1].Value, link => link.Groups[2].Value)));
            }

            return sentences;
        }
    }

    /// <summary>What was found: every sentence of a section that has findings, those that cannot be told aside.</summary>
    public IEnumerable<(string Section, string Sentence, IReadOnlyDictionary<string, string> Links)> Findings =>
        Sentences.Where(each => !Ends.Contains(each.Section) && !each.Sentence.Contains("cannot be", StringComparison.Ordinal));

    /// <summary>The sentences of a section.</summary>
    public IReadOnlyList<string> Of(string section) => [.. Sentences.Where(each => each.Section == section).Select(each => each.Sentence)];

    /// <summary>The text of the page, without marks.</summary>
    public string PageText => WebUtility.HtmlDecode(Tag().Replace(Page[Page.IndexOf("<main>", StringComparison.Ordinal)..], ""))
        .Replace('\u00A0', ' ');

    /// <summary>Everything that the page leads to or shows.</summary>
    public IEnumerable<string> PageAddresses => Address().Matches(Page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value));

    /// <summary>The summary of an analysis; of the run where the folder is empty.</summary>
    public JsonElement Summary(string analysis)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, analysis, "summary.json")));
        return document.RootElement.Clone();
    }

    /// <summary>Asserts that an address leads somewhere: to a file, to a definition of the gallery, or to a section of the page.</summary>
    public void AssertLeads(string address)
    {
        if (address[0] == '#')
        {
            Assert.Contains($"id=\"{address[1..]}\"", Page, StringComparison.Ordinal);
            return;
        }

        var parts = Uri.UnescapeDataString(address).Split('#');
        Assert.True(File.Exists(Path.Combine(folder, parts[0])), address);
        if (parts.Length == 1) return;
        var gallery = File.ReadAllText(Path.Combine(folder, parts[0]));
        Assert.Contains($"\"{parts[1].Split('=')[1]}\": {{", gallery, StringComparison.Ordinal);
    }

    private static string Plain(string markdown) => Escape().Replace(markdown, "$1");

    [GeneratedRegex(@"\\([!-/:-@\[-`{-~])")]
    private static partial Regex Escape();

    [GeneratedRegex(@"(?<=\.) (?=[A-Z0-9])")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"(?<!\\)\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Address();
}
