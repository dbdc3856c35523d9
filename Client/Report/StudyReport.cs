using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Output;
using static LlmWorkload.Report.Words;

namespace LlmWorkload.Report;

/// <summary>
/// What a study found, to be read: what stands out, a section a subject with its sentences and their figures, what could not be told,
/// limits and doubts. It holds no markup. Equal inputs give equal reports.
/// </summary>
internal sealed class StudyReport
{
    private const int MostListed = 5;

    private static readonly Dictionary<string, AnalysisInfo> Known = AnalysisInfo.All.ToDictionary(analysis => analysis.Folder);

    private readonly StudyFindings _findings;
    private readonly Dictionary<string, string> _figures;

    /// <summary>Makes a report.</summary>
    /// <param name="run">The dataset, and what was said of its files.</param>
    /// <param name="overview">What the overview says.</param>
    /// <param name="summaries">The summary of each analysis by its folder.</param>
    /// <param name="files">The files of the output folder.</param>
    /// <param name="captions">What figures show, by the file of the picture.</param>
    public StudyReport(
        RunFiles run, OverviewNumbers overview, IReadOnlyDictionary<string, SummaryNumbers> summaries, IReadOnlyCollection<string> files,
        IReadOnlyDictionary<string, string> captions)
    {
        _findings = new StudyFindings(run.Catalog, summaries);
        _figures = files.Where(Gallery.IsPicture).GroupBy(file => Path.ChangeExtension(file, null)).ToDictionary(
            group => group.Key, group => group.First());
        Thumbnails = files.Where(GalleryThumbnails.Has).ToHashSet();
        Captions = captions;
        Title = $"Study of {Printable.Line(run.Catalog.Name)}";
        Opening = [.. Open(run.Catalog, overview)];
        Limits = [.. new ReportLimits(run, overview, summaries, _findings.Found).All];
        Doubts = [.. Output.Doubts.Of(run.Catalog)];
    }

    /// <summary>Its title.</summary>
    public string Title { get; }

    /// <summary>Sentences of what it is about.</summary>
    public IReadOnlyList<string> Opening { get; }

    /// <summary>What stands out.</summary>
    public IReadOnlyList<(ReportSection Section, string Folder, Finding Finding)> First => _findings.First;

    /// <summary>Its sections.</summary>
    public IReadOnlyList<ReportSection> Sections => _findings.Sections;

    /// <summary>What could not be told.</summary>
    public IReadOnlyList<string> Gaps =>
    [
        .. _findings.Gaps.Select(gap => gap.Sentence),
        .. _findings.NotRun is { Count: > 0 } names ? [$"Not run: {Row(names)} (analyze --study runs all)."] : Array.Empty<string>(),
    ];

    /// <summary>How far it can be trusted.</summary>
    public IReadOnlyList<string> Limits { get; }

    /// <summary>What is doubtful of the log.</summary>
    public IReadOnlyList<string> Doubts { get; }

    /// <summary>The small pictures that there are.</summary>
    public IReadOnlySet<string> Thumbnails { get; }

    /// <summary>What figures show, by the file of the picture.</summary>
    public IReadOnlyDictionary<string, string> Captions { get; }

    /// <summary>The file of a finding's figure; null where there is none, or it was not drawn.</summary>
    public string? FigureOf(Finding finding) => finding.Figure is { } path ? _figures.GetValueOrDefault(path) : null;

    /// <summary>The address of the definition of an analysis.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    public static string DefinitionOf(string folder) => Known.TryGetValue(folder, out var analysis)
        ? $"{Gallery.FileName}#definition={Definitions.NameOf(analysis)}"
        : Gallery.FileName;

    /// <summary>The address of the numbers of an analysis.</summary>
    /// <param name="folder">The folder of the analysis.</param>
    public static string NumbersOf(string folder) => $"{folder}/{RunSummary.FileName}";

    /// <summary>A file as an address.</summary>
    public static string Address(string file) => string.Join('/', file.Split('/').Select(Uri.EscapeDataString));

    private static IEnumerable<string> Open(DatasetCatalog catalog, OverviewNumbers overview)
    {
        var users = overview.Users is > 0 and var count ? $" of {Count(count, "user")}" : "";
        var seconds = (catalog.Last - catalog.First) / (double)TimeSpan.TicksPerSecond;
        var time = catalog.HasRelativeTime
            ? $"over {Seconds(seconds)}"
            : seconds == 0
            ? $"all at {Instant(InvariantText.Instant(catalog.First)!)} UTC"
            : $"from {Instant(InvariantText.Instant(catalog.First)!)} to {Instant(InvariantText.Instant(catalog.Last)!)} UTC ({Seconds(
                seconds)})";
        yield return $"{Count(catalog.Rows, "request")}{users} to {Count(catalog.Models.Count, "model")}, {time}.";
        if (catalog.Scope is { } scope)
        {
            var all = catalog.Files.Sum(file => file.Rows);
            yield return $"These are {Whole(catalog.Rows)} of the log's {Count(all, "request")}: {Row([.. Narrowed(scope)])}.";
        }

        yield return "Decimals are rounded to three digits; the summary.json of each analysis has all of their digits. A sentence is of n "
            + "requests, users or what else is named; p99 is the value that 99 % do not exceed, and p10 and p90 likewise. Behind "
            + "“definition” stands what words mean.";
    }

    private static IEnumerable<string> Narrowed(Scopes.ResolvedScope scope)
    {
        if (scope.From is { } from) yield return $"those from {Instant(InvariantText.Instant(from)!)} on";
        if (scope.To is { } to) yield return $"those before {Instant(InvariantText.Instant(to)!)}";
        foreach (var (list, name) in scope.Lists.Zip(["model", "user", "function", "instance", "status", "label"]))
        {
            if (list is null) continue;
            yield return list.Count <= MostListed
                ? $"those with the {name} {Row([.. list.Select(Printable.Line)], "or")}"
                : $"those with one of {Whole(list.Count)} values of {name}";
        }
    }
}
