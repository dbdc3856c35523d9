using System.CommandLine;
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
        "--min-requests", "Requests that a user needs to be in scope of model diversity", 1_000L, 0, long.MaxValue);

    public Option<string?> SizeClass { get; } = OneOf("--size-class", "Only users of this class of requests count for model diversity: "
            + $"{string.Join(", ", Analyses.SizeClass.Names)}", Analyses.SizeClass.Names);

    public Option<string?> SortBy { get; } = OneOf(
        "--sort-by", $"What the bars of model statistics are sorted by: {string.Join(", ", ModelOrder.Names)}", ModelOrder.Names);

    public Option<bool> ThinData { get; } = new("--thin-data") { Description = "Thin the CSV of large curves as their drawing is" };

    public Option<TimeZoneInfo?> ReportTimeZone { get; } = ReadingChoice.Zone(
        "--report-time-zone", "The zone in which hours of day and dates are counted (default: UTC), such as Europe/Berlin");

    public IReadOnlyList<Option> All => [Top, Users, Window, MinRequests, SizeClass, SortBy, ReportTimeZone, ThinData];

    /// <summary>The options that an analysis looks at. The models to draw are an option of ingestion.</summary>
    public IEnumerable<Option> Of(AnalysisOption options)
    {
        if (options.HasFlag(AnalysisOption.Top)) yield return Top;
        if (options.HasFlag(AnalysisOption.Users)) yield return Users;
        if (options.HasFlag(AnalysisOption.Window)) yield return Window;
        if (options.HasFlag(AnalysisOption.MinRequests)) yield return MinRequests;
        if (options.HasFlag(AnalysisOption.SizeClass)) yield return SizeClass;
        if (options.HasFlag(AnalysisOption.SortBy)) yield return SortBy;
        if (options.HasFlag(AnalysisOption.ReportTimeZone)) yield return ReportTimeZone;
        if (options.HasFlag(AnalysisOption.ThinData)) yield return ThinData;
    }

    /// <summary>Whether figures are drawn at all.</summary>
    public bool Draws(ParseResult parsed) => parsed.GetValue(Top).Count != 0;

    /// <summary>
    /// What is asked of the grains. Without figures the numbers are those of the usual choice, so that both share one result.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="models">Ids or names of the models to draw instead of the top ones.</param>
    public AnalysisOptions Options(ParseResult parsed, string models)
    {
        var usual = new AnalysisOptions();
        return new AnalysisOptions(
            Draws(parsed) ? parsed.GetValue(Top).Count : usual.Top,
            models,
            parsed.GetValue(ThinData),
            parsed.GetValue(Users) ?? "",
            parsed.GetValue(Window),
            parsed.GetValue(MinRequests),
            parsed.GetValue(SizeClass),
            parsed.GetValue(SortBy) ?? usual.SortBy,
            parsed.GetValue(ReportTimeZone)?.Id ?? usual.ReportTimeZone);
    }

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
