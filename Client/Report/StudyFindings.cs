using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;

namespace LlmWorkload.Report;

/// <summary>The sections of a report: which analyses speak in each, and what they say.</summary>
internal sealed class StudyFindings
{
    private const int MostAtFirst = 8;

    // What requests can lack, by the columns that summaries name.
    private static readonly Dictionary<string, string> Columns = new()
    {
        ["user_id"] = "a user",
        ["instance_id"] = "an instance",
        ["session_id"] = "a session",
        ["hash_ids"] = "the blocks of its prompt",
        ["input_tokens"] = "input tokens",
        ["output_tokens"] = "output tokens",
        ["cached_tokens"] = "cached tokens",
        ["ttft"] = "a time to the first token",
        ["duration"] = "a duration",
    };

    private readonly IReadOnlyDictionary<string, SummaryNumbers> _summaries;

    /// <summary>Reads what analyses say.</summary>
    /// <param name="catalog">The dataset.</param>
    /// <param name="summaries">The summary of each analysis by its folder.</param>
    public StudyFindings(DatasetCatalog catalog, IReadOnlyDictionary<string, SummaryNumbers> summaries)
    {
        _summaries = summaries;
        var folders = new Lazy<IReadOnlyDictionary<string, string>>(
            () => FigureNames.Unique(catalog.Models.Select(model => (model.Id, model.Name))));
        var span = TimeSpan.FromTicks(catalog.Last - catalog.First);
        Sections =
        [
            .. new[]
            {
                Section(
                    "Load over time",
                    Part("daily", "The load of dates", LoadFindings.Daily),
                    Part("seasonality", "The load of hours", json => LoadFindings.Seasonality(json, catalog.HasRelativeTime, span))),
                Section(
                    "Models",
                    Part("per_model_stats", "What models have", ModelFindings.Leaders),
                    Part("popularity", "How popular models are", ModelFindings.Popularity),
                    Part("monthly_shares", "How shares of models move", ModelFindings.MonthlyShares)),
                Section(
                    "Tokens",
                    Part("overview", "The lengths of requests", TokenFindings.Lengths),
                    Part("monthly_tokens", "How lengths move from month to month", TokenFindings.ByMonth),
                    Part("token_fits", "The laws that lengths follow", TokenFindings.Laws)),
                Section(
                    "Latency",
                    Part("service", "How fast requests are served", LatencyFindings.Service),
                    Part("latency_heatmaps", "How latencies grow with tokens", LatencyFindings.Heatmaps),
                    Part("slo", "Whether objectives hold", LatencyFindings.Objectives)),
                Section(
                    "Arrivals",
                    Part("burstiness", "How bursty arrivals are", json => ArrivalFindings.Burstiness(json, span)),
                    Part("arrival_fits", "The laws that arrivals follow", ArrivalFindings.Fits)),
                Section(
                    "Users",
                    Part("clients", "How requests are spread over users", UserFindings.Clients),
                    Part("popularity", "How requests fall off by the rank of users", UserFindings.Popularity),
                    Part("user_analysis", "How many models a user asks", UserFindings.Models)),
                Section(
                    "Caching",
                    Part("cache_hit_ratio", "How much of the input comes from a cache", CacheFindings.Hits),
                    Part("pair_arrival", "How soon users come back to a model", CacheFindings.Returns),
                    Part("prefix_reuse", "How much of prompts was seen before", CacheFindings.Prefixes)),
                Section("Sessions", Part("sessions", "What sessions look like", SessionFindings.Sessions)),
                Section(
                    "Concurrency and balance",
                    Part(
                        "concurrency", "How many requests are in progress",
                        json => ServerFindings.Concurrency(json, catalog.HasRelativeTime)),
                    Part(
                        "instance_balance", "How evenly instances are loaded",
                        json => ServerFindings.Balance(json, id => folders.Value.GetValueOrDefault(id, id)))),
            }.Where(section => section.Parts.Count > 0),
        ];
    }

    /// <summary>The sections that have something to say, in the order of the report.</summary>
    public IReadOnlyList<ReportSection> Sections { get; }

    /// <summary>
    /// What the report begins with: what lies far from even, at most eight of it by rank. They come in the order of the report.
    /// </summary>
    public IReadOnlyList<(ReportSection Section, string Folder, Finding Finding)> First
    {
        get
        {
            List<(ReportSection Section, string Folder, Finding Finding)> telling =
            [
                .. Sections.SelectMany(section => section.Parts.SelectMany(part => part.Findings
                    .Where(finding => finding.Kind == FindingKind.Telling).Select(finding => (section, part.Folder, finding)))),
            ];
            var chosen = telling.OrderBy(each => each.Finding.Rank).Take(MostAtFirst).Select(each => each.Finding).ToHashSet();
            return [.. telling.Where(each => chosen.Contains(each.Finding))];
        }
    }

    /// <summary>The folders of the analyses that have found something.</summary>
    public IReadOnlySet<string> Found => Sections.SelectMany(section => section.Parts)
        .Where(part => part.Findings.Any(finding => finding.Kind != FindingKind.Gap)).Select(part => part.Folder).ToHashSet();

    /// <summary>What could not be told, in the order of the report.</summary>
    public IEnumerable<Finding> Gaps =>
        Sections.SelectMany(section => section.Parts).SelectMany(part => part.Findings).Where(finding => finding.Kind == FindingKind.Gap);

    /// <summary>The analyses of a study that were not run, by name.</summary>
    public IReadOnlyList<string> NotRun =>
    [
        .. AnalysisInfo.All.Where(analysis => analysis.IsStudy && !_summaries.ContainsKey(analysis.Folder))
            .Select(analysis => analysis.Name),
    ];

    private static ReportSection Section(string title, params ReadOnlySpan<ReportPart?> parts)
    {
        var said = new List<ReportPart>();
        foreach (var part in parts)
        {
            if (part is not null) said.Add(part);
        }

        return new ReportSection(title, said);
    }

    private ReportPart? Part(string folder, string subject, Func<SummaryNumbers, IEnumerable<Finding>> find)
    {
        if (!_summaries.TryGetValue(folder, out var json)) return null;
        var lacking = json.Texts("unavailable");
        List<Finding> findings = lacking.Count > 0
            ? [Finding.Gap($"{subject} cannot be told: no request has {Words.Row([.. lacking.Select(Column)], "or")}.")]
            : [.. find(json)];
        return findings.Count > 0 ? new ReportPart(folder, findings) : null;
    }

    private static string Column(string name) => Columns.TryGetValue(name, out var words) ? $"{words} ({name})" : name;
}
