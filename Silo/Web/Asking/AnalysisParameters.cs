using System.Globalization;
using LlmWorkload.Analyses;
using Option = LlmWorkload.Analyses.AnalysisOption;

namespace LlmWorkload.Web;

/// <summary>The parameters of analyses: the options of their commands, without their dashes.</summary>
internal static class AnalysisParameters
{
    private const long LongestSeconds = 86_400L * 365;
    private const long MostLookback = 10_000;

    private static readonly (Option Option, Parameter[] Parameters)[] OfOptions =
    [
        (Option.Top, [new("top", "Models and users that get figures of their own, by requests: a number, or all")]),
        (Option.Models, [new("models", "Models that get figures instead (ids or names, separated by commas)")]),
        (Option.Users, [new("users", "Users that get figures instead (ids, separated by commas)")]),
        (Option.Window, [new("window", "Requests of one window of model diversity")]),
        (Option.MinRequests, [new("min-requests", "Requests that a user needs to count for model diversity")]),
        (Option.SizeClass, [new("size-class", $"Only users of this class of requests: {string.Join(", ", SizeClass.Names)}")]),
        (Option.SortBy, [new("sort-by", $"What the bars of model statistics are sorted by: {string.Join(", ", ModelOrder.Names)}")]),
        (Option.ReportTimeZone,
            [new("report-time-zone", "The zone in which hours of day and dates are counted (default: UTC), such as Europe/Berlin")]),
        (Option.ThinData,
            [
                new("full-data", "Every row in the CSV of figures, also where there are many: true or false"),
                new("thin-data", "Thin the CSV of figures with many rows, as happens without it: true or false"),
            ]),
        (Option.Every, [new("every", "How wide the buckets are, N[s|m|h|d] (default: at most 500 buckets)")]),
        (Option.By, [new("by", $"What requests are grouped by: {string.Join(", ", SeriesGrouping.Names)}")]),
        (Option.Groups, [new("top", "Groups that have a series of their own, by requests: a number, or all; the rest is one more")]),
        (Option.Show, [new("show", $"What is drawn: {SeriesNumbers.Expected}")]),
        (Option.Highlight, [new("highlight", "The models that are compared in one figure (ids or names; default: the first 3)")]),
        (Option.Cells,
            [
                new("bin-input", "Input tokens of a cell of a heatmap"), new("bin-output", "Output tokens of a cell of a heatmap"),
                new("min-cell", "Values that a cell of input and output tokens needs"),
                new("min-cell-hit", "Values that a cell of input tokens and hit ratio needs"),
            ]),
        (Option.MergeSuffix, [new("merge-suffix", "What is cut off the ends of models' names to make families, in any case")]),
        (Option.CvWindow, [new("cv-window", "Seconds of a window that coefficients of variation are taken in")]),
        (Option.MinFit, [new("min-fit", "Values that a fit needs")]),
        (Option.SessionRule, [new("session-rule", $"What makes requests a session: {string.Join(", ", SessionRules.Names)}")]),
        (Option.SessionGap, [new("session-gap", "Seconds without a request after which a session has ended")]),
        (Option.Lookback, [new("lookback", "Requests that a session that is a chain looks back")]),
        (Option.CacheBlocks, [new("cache-blocks", $"Capacities of caches in blocks: {CacheCapacities.Expected}")]),
        (Option.Slo,
            [
                new("slo", $"Service level objectives: {SloLimits.Expected}"),
                new("min-attainment", "The least share of the measured requests that must hold all objectives; X-Gate says pass or fail"),
            ]),
    ];

    /// <summary>Those of every analysis.</summary>
    public static IReadOnlyList<Parameter> All { get; } =
        [.. OfOptions.SelectMany(each => each.Parameters).DistinctBy(each => each.Name), .. ScopeParameters.All];

    /// <summary>Those of an analysis.</summary>
    public static IReadOnlyList<Parameter> Of(AnalysisInfo analysis) =>
    [
        .. OfOptions.Where(each => analysis.Options.HasFlag(each.Option)).SelectMany(each => each.Parameters), .. ScopeParameters.All,
    ];

    /// <summary>What an analysis is asked for.</summary>
    /// <exception cref="Refusal">A parameter is not what is expected.</exception>
    public static AnalysisOptions Read(AnalysisInfo analysis, Parameters given)
    {
        var usual = new AnalysisOptions();
        var top = given.Value(
            "top", $"a number from 0 to {int.MaxValue}, or all", text => text.Equals("all", StringComparison.OrdinalIgnoreCase)
                ? new Limit(null)
                : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new Limit(number) : (Limit?)null);
        var slo = given.Object("slo", SloLimits.Expected, SloLimits.Parse);
        if (analysis.Options.HasFlag(Option.Slo) && slo is null)
            throw Parameters.Bad($"slo is not given; expected {SloLimits.Expected}.");
        return analysis.Relevant(new AnalysisOptions(
            top is null or { Most: 0 } ? usual.Top : top.Value.Most,
            given.Text("models") ?? "",
            IsThin(given),
            given.Text("users") ?? "",
            (int)(given.Whole("window", 1, int.MaxValue) ?? usual.Window),
            given.Whole("min-requests", 0, long.MaxValue) ?? usual.MinRequests,
            given.OneOf("size-class", SizeClass.Names),
            given.OneOf("sort-by", ModelOrder.Names) ?? usual.SortBy,
            given.Zone("report-time-zone")?.Id ?? usual.ReportTimeZone,
            ScopeParameters.Read(given))
        {
            EverySeconds = given.Value(
                "every", "a whole number above 0 of seconds, or with s, m, h or d, such as 15m; at most 36500d", SeriesWidth.Parse)
                ?? usual.EverySeconds,
            By = given.OneOf("by", SeriesGrouping.Names),
            Groups = top is null ? usual.Groups : top.Value.Most ?? int.MaxValue,
            Show = Shown(given),
            Slo = slo,
            Highlight = given.Text("highlight") ?? usual.Highlight,
            Cells = new HeatmapCells(
                Number("bin-input", usual.Cells.Input), Number("bin-output", usual.Cells.Output),
                Number("min-cell", usual.Cells.Least), Number("min-cell-hit", usual.Cells.LeastByHit)),
            MergeSuffix = given.AnyText("merge-suffix") ?? usual.MergeSuffix,
            CvWindowSeconds = given.Whole("cv-window", 1, LongestSeconds) ?? usual.CvWindowSeconds,
            MinFit = (int)(given.Whole("min-fit", 2, int.MaxValue) ?? usual.MinFit),
            SessionRule = given.OneOf("session-rule", SessionRules.Names),
            SessionGapSeconds = given.Whole("session-gap", 1, LongestSeconds) ?? usual.SessionGapSeconds,
            Lookback = (int)(given.Whole("lookback", 1, MostLookback) ?? usual.Lookback),
            CacheBlocks = given.Object("cache-blocks", CacheCapacities.Expected, CacheCapacities.Parse) is { } blocks
                ? CacheCapacities.Text(blocks)
                : usual.CacheBlocks,
        });

        int Number(string name, int least) => (int)(given.Whole(name, 1, int.MaxValue) ?? least);
    }

    /// <summary>The share of the measured requests that must hold all objectives; null where it is not given.</summary>
    public static double? MinAttainment(Parameters given) => given.Value<double>(
        "min-attainment", "a number from 0 to 1",
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : null);

    // thin-data is what asked for it when tables were full.
    private static bool IsThin(Parameters given)
    {
        var (isFull, isThin) = (given.Switch("full-data"), given.Has("thin-data") ? given.Switch("thin-data") : (bool?)null);
        return isFull && isThin == true
            ? throw Parameters.Bad("full-data and thin-data are both given; expected one of them.")
            : isThin ?? !isFull;
    }

    private static string? Shown(Parameters given)
    {
        var list = given.Text("show");
        return list is null || SeriesNumbers.FirstUnknown(list) is not { } unknown
            ? list
            : throw Parameters.Bad($"show has '{unknown}'; expected {SeriesNumbers.Expected}.");
    }

    private readonly record struct Limit(int? Most);
}
