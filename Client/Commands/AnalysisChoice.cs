using System.CommandLine;
using System.Globalization;
using LlmWorkload.Analyses;

namespace LlmWorkload.Commands;

/// <summary>
/// Options that say what analyses compute and draw. A command adds those that apply to it; the others keep their usual values.
/// </summary>
internal sealed class AnalysisChoice
{
    public Option<TopOption.Limit> Top { get; } = TopOption.Create(
        "Models and users that get figures of their own, by requests: a number, all, or 0 for no figures at all");

    public Option<string?> Users { get; } =
        new("--users") { Description = "Draw these users (ids, separated by commas) instead of the top ones", HelpName = "ID,…" };

    public Option<int> Window { get; } = NumberOption.Create(
        "--window", "Requests of one window of model diversity", 1_000, 1, int.MaxValue);

    public Option<long> MinRequests { get; } = NumberOption.Create(
        "--min-requests", "Requests that a user needs to count for model diversity", 1_000L, 0, long.MaxValue);

    public Option<string?> SizeClass { get; } = OneOf("--size-class", "Only users of this class of requests count for model diversity: "
            + $"{string.Join(", ", Analyses.SizeClass.Names)}", Analyses.SizeClass.Names);

    public Option<string?> SortBy { get; } = OneOf(
        "--sort-by", $"What the bars of model statistics are sorted by: {string.Join(", ", ModelOrder.Names)}", ModelOrder.Names);

    public Option<TimeZoneInfo?> ReportTimeZone { get; } = ReadingChoice.Zone(
        "--report-time-zone", "The zone in which hours of day and dates are counted (default: UTC), such as Europe/Berlin");

    public Option<long?> Every { get; } = Parsed(
        "--every", "N[s|m|h|d]", "How wide the buckets of a series are (default: at most 500 buckets)",
        "a whole number above 0 of seconds, or with s, m, h or d, such as 15m; at most 36500d", SeriesWidth.Parse);

    public Option<string?> By { get; } = OneOf(
        "--by", $"What the requests of a series are grouped by: {string.Join(", ", SeriesGrouping.Names)}", SeriesGrouping.Names);

    public Option<TopOption.Limit> Groups { get; } = TopOption.Create(
        "Groups that have a series of their own, by requests: a number, all, or 0 for none and no figures; the rest is one more",
        SeriesGrouping.UsualGroups);

    public Option<string?> Show { get; } = new("--show")
    {
        Description = $"What is drawn, and printed as a table: {SeriesNumbers.Expected} (default: {string.Join(',', SeriesNumbers.Usual)})",
        HelpName = "NUMBER,…",
    };

    public Option<SloLimits?> Slo { get; } = new("--slo")
    {
        Description = "Service level objectives: the most time to the first token, per output token after it, and of all, in seconds or "
            + "with ms; any of them",
        HelpName = "ttft=0.5,tpot=50ms,e2e=30",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            var limits = SloLimits.Parse(text);
            if (limits is null) result.AddError($"--slo is '{text}'; expected {SloLimits.Expected}.");
            return limits;
        },
    };

    public Option<double?> MinAttainment { get; } = new("--min-attainment")
    {
        Description = "The least share of the measured requests that must hold all objectives; below it the exit code is 3",
        HelpName = "SHARE",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
                return share;
            result.AddError($"--min-attainment is '{text}'; expected a number from 0 to 1.");
            return null;
        },
    };

    /// <summary>Those of studies.</summary>
    public StudyChoice Study { get; } = new();

    /// <summary>The options of all analyses that run where none is named.</summary>
    public IReadOnlyList<Option> All =>
        [Top, Users, Window, MinRequests, SizeClass, SortBy, ReportTimeZone, CommonOptions.FullData, CommonOptions.ThinData, Slo,
            MinAttainment, .. Study.All];

    public AnalysisChoice()
    {
        Show.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is not { } list || SeriesNumbers.FirstUnknown(list) is not { } unknown) return;
            var nearest = NearestName.Words(SeriesNumbers.Nearest(unknown));
            result.AddError($"--show has '{unknown}'{nearest}; expected {SeriesNumbers.Expected}.");
        });
        MinAttainment.Validators.Add(result =>
        {
            if (result.GetResult(Slo) is null) result.AddError("--min-attainment needs --slo.");
        });
    }

    /// <summary>
    /// The options that the analyses of a command look at. The models to draw are an option of ingestion. Without objectives a command that
    /// looks at them has nothing to do.
    /// </summary>
    public IEnumerable<Option> Of(AnalysisOption options)
    {
        Slo.Required = options.HasFlag(AnalysisOption.Slo);
        if (options.HasFlag(AnalysisOption.Top)) yield return Top;
        if (options.HasFlag(AnalysisOption.Users)) yield return Users;
        if (options.HasFlag(AnalysisOption.Window)) yield return Window;
        if (options.HasFlag(AnalysisOption.MinRequests)) yield return MinRequests;
        if (options.HasFlag(AnalysisOption.SizeClass)) yield return SizeClass;
        if (options.HasFlag(AnalysisOption.SortBy)) yield return SortBy;
        if (options.HasFlag(AnalysisOption.ReportTimeZone)) yield return ReportTimeZone;
        if (options.HasFlag(AnalysisOption.ThinData))
        {
            yield return CommonOptions.FullData;
            yield return CommonOptions.ThinData;
        }

        if (options.HasFlag(AnalysisOption.Every)) yield return Every;
        if (options.HasFlag(AnalysisOption.By)) yield return By;
        if (options.HasFlag(AnalysisOption.Groups)) yield return Groups;
        if (options.HasFlag(AnalysisOption.Show)) yield return Show;
        foreach (var option in Study.Of(options)) yield return option;
        if (!options.HasFlag(AnalysisOption.Slo)) yield break;
        yield return Slo;
        yield return MinAttainment;
    }

    /// <summary>Whether figures are drawn at all.</summary>
    public bool Draws(ParseResult parsed) => parsed.GetValue(Top).Count != 0 && parsed.GetValue(Groups).Count != 0;

    /// <summary>
    /// What is asked of the grains. Without figures the numbers are those of the usual choice, so that both share one result.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="models">Ids or names of the models to draw instead of the top ones.</param>
    public AnalysisOptions Options(ParseResult parsed, string models)
    {
        var usual = new AnalysisOptions();
        return Study.Over(parsed, new AnalysisOptions(
            Draws(parsed) ? parsed.GetValue(Top).Count : usual.Top,
            models,
            !parsed.GetValue(CommonOptions.FullData),
            parsed.GetValue(Users) ?? "",
            parsed.GetValue(Window),
            parsed.GetValue(MinRequests),
            parsed.GetValue(SizeClass),
            parsed.GetValue(SortBy) ?? usual.SortBy,
            parsed.GetValue(ReportTimeZone)?.Id ?? usual.ReportTimeZone)
        {
            EverySeconds = parsed.GetValue(Every) ?? usual.EverySeconds,
            By = parsed.GetValue(By),
            Groups = parsed.GetResult(Groups) is null ? usual.Groups : parsed.GetValue(Groups).Most,
            Show = parsed.GetValue(Show),
            Slo = parsed.GetValue(Slo),
        });
    }

    private static Option<T?> Parsed<T>(string name, string value, string description, string expected, Func<string, T?> parse)
        where T : struct => new(name)
        {
            Description = description,
            HelpName = value,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                var parsed = parse(text);
                if (parsed is null) result.AddError($"{name} is '{text}'; expected {expected}.");
                return parsed;
            },
        };

    private static Option<string?> OneOf(string name, string description, IReadOnlyList<string> values)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', values) };
        option.CompletionSources.Add([.. values]);
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } value && !values.Contains(value))
                result.AddError($"{name} is '{value}'{UnknownWords.Nearest(value, values)}; expected {string.Join(", ", values)}.");
        });
        return option;
    }
}
