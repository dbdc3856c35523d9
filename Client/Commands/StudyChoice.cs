using System.CommandLine;
using LlmWorkload.Analyses;
using LlmWorkload.Export;

namespace LlmWorkload.Commands;

/// <summary>Options that say how the analyses of a study count.</summary>
internal sealed class StudyChoice
{
    private static readonly AnalysisOptions Usual = new();

    private readonly (AnalysisOption Flag, Option Option)[] _all;

    private readonly Option<string?> _highlight = new("--highlight")
    {
        Description = "The models that are compared in one figure (ids or names, separated by commas; default: the first 3)",
        HelpName = "NAME,…",
    };

    private readonly Option<int> _input = NumberOption.Create(
        "--bin-input", "Input tokens of a cell of a heatmap", HeatmapCells.Usual.Input, 1, 1 << 30);

    private readonly Option<int> _output = NumberOption.Create(
        "--bin-output", "Output tokens of a cell of a heatmap", HeatmapCells.Usual.Output, 1, 1 << 30);

    private readonly Option<int> _least = NumberOption.Create(
        "--min-cell", "Values that a cell of input and output tokens needs", HeatmapCells.Usual.Least, 1, int.MaxValue);

    private readonly Option<int> _leastByHit = NumberOption.Create(
        "--min-cell-hit", "Values that a cell of input tokens and hit ratio needs", HeatmapCells.Usual.LeastByHit, 1, int.MaxValue);

    private readonly Option<string?> _suffix = new("--merge-suffix")
    {
        Description = "What is cut off the ends of models' names to make families, in any case "
            + $"(default: {Usual.MergeSuffix}; '': nothing)",
        HelpName = "TEXT",
    };

    private readonly Option<long> _window = NumberOption.Create(
        "--cv-window", "Seconds of a window that coefficients of variation are taken in", Usual.CvWindowSeconds, 1, 86_400L * 365);

    private readonly Option<int> _minFit = NumberOption.Create("--min-fit", "Values that a fit needs", Usual.MinFit, 2, int.MaxValue);

    private readonly Option<string?> _rule = new("--session-rule")
    {
        Description = "What makes requests a session: the log's own (id), no gap between them (gap), or an input with room for the "
            + "conversation before (chain); default: id where the log has sessions, else gap",
        HelpName = string.Join('|', SessionRules.Names),
    };

    private readonly Option<long> _gap = NumberOption.Create(
        "--session-gap", "Seconds without a request after which a session has ended", Usual.SessionGapSeconds, 1, 86_400L * 365);

    private readonly Option<int> _lookback = NumberOption.Create(
        "--lookback", "Requests that a session that is a chain looks back", Usual.Lookback, 1, 10_000);

    private readonly Option<bool> _sessions = new("--sessions-csv")
    {
        Description = $"Also write sessions/{SessionsCsv.FileName}: for each request its session, and which turn of it it is",
    };

    private readonly Option<string?> _blocks = new("--cache-blocks")
    {
        Description = $"Capacities of caches in blocks, separated by commas (default: {Usual.CacheBlocks})",
        HelpName = "N,…",
    };

    public StudyChoice()
    {
        _rule.CompletionSources.Add([.. SessionRules.Names]);
        _rule.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } value && !SessionRules.Names.Contains(value))
                result.AddError(
                    $"--session-rule is '{value}'{UnknownWords.Nearest(value, SessionRules.Names)}; expected "
                        + $"{string.Join(", ", SessionRules.Names)}.");
        });
        _blocks.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } value && CacheCapacities.Parse(value) is null)
                result.AddError($"--cache-blocks is '{value}'; expected {CacheCapacities.Expected}.");
        });
        _all =
        [
            (AnalysisOption.Highlight, _highlight), (AnalysisOption.Cells, _input), (AnalysisOption.Cells, _output),
            (AnalysisOption.Cells, _least), (AnalysisOption.Cells, _leastByHit), (AnalysisOption.MergeSuffix, _suffix),
            (AnalysisOption.CvWindow, _window), (AnalysisOption.MinFit, _minFit), (AnalysisOption.SessionRule, _rule),
            (AnalysisOption.SessionGap, _gap), (AnalysisOption.Lookback, _lookback), (AnalysisOption.SessionRule, _sessions),
            (AnalysisOption.CacheBlocks, _blocks),
        ];
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => _all.Select(each => each.Option);

    /// <summary>Those that analyses look at.</summary>
    public IEnumerable<Option> Of(AnalysisOption options) =>
        _all.Where(each => options.HasFlag(each.Flag)).Select(each => each.Option);

    /// <summary>Whether the session of each request is written.</summary>
    public bool WritesSessions(ParseResult parsed) => parsed.GetValue(_sessions);

    /// <summary>What is asked of the grains, with what these options say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">What the other options say.</param>
    public AnalysisOptions Over(ParseResult parsed, AnalysisOptions options) => options with
    {
        Highlight = parsed.GetValue(_highlight) ?? Usual.Highlight,
        Cells = new HeatmapCells(
            parsed.GetValue(_input), parsed.GetValue(_output), parsed.GetValue(_least), parsed.GetValue(_leastByHit)),
        MergeSuffix = parsed.GetValue(_suffix) ?? Usual.MergeSuffix,
        CvWindowSeconds = parsed.GetValue(_window),
        MinFit = parsed.GetValue(_minFit),
        SessionRule = parsed.GetValue(_rule),
        SessionGapSeconds = parsed.GetValue(_gap),
        Lookback = parsed.GetValue(_lookback),
        CacheBlocks = parsed.GetValue(_blocks) is { } blocks ? CacheCapacities.Text(CacheCapacities.Parse(blocks)!) : Usual.CacheBlocks,
    };
}
