using LlmWorkload.Datasets;
using LlmWorkload.Output;
using static LlmWorkload.Report.Words;

namespace LlmWorkload.Report;

/// <summary>How far a report can be trusted: what its numbers leave out, and how they are meant.</summary>
/// <param name="run">The dataset, and what was said of its files.</param>
/// <param name="overview">What the overview says.</param>
/// <param name="summaries">The summary of each analysis by its folder.</param>
/// <param name="found">The folders of the analyses that have found something.</param>
internal sealed class ReportLimits(
    RunFiles run, OverviewNumbers overview, IReadOnlyDictionary<string, SummaryNumbers> summaries, IReadOnlySet<string> found)
{
    private const double CoarseClock = 0.001;

    /// <summary>The limits, a sentence each.</summary>
    public IEnumerable<string> All => [.. OfFiles(), .. OfTime(), .. OfDefinitions(), Always];

    private static string Always => "All of this is found in one log. Another log, or another month of this one, may tell otherwise.";

    private IEnumerable<string> OfFiles()
    {
        var files = run.Catalog.Files;
        var ofWholeFiles = run.Catalog.Scope is null ? "" : " (of whole files)";
        if (run.Catalog.RejectedRows() is > 0 and var rejected)
            yield return $"{Count(rejected, "row")} could not be read and {(rejected == 1 ? "is" : "are")} in no number{ofWholeFiles}: "
                + $"{CatalogJson.Reasons(files)}.";
        if (CatalogJson.TurnedMissing(files) is { } missing) yield return $"Values that count as missing{ofWholeFiles}: {missing}.";
        foreach (var noted in Noted(files)) yield return $"{Sentence(noted)}{ofWholeFiles}.";
        if (run.LeftOut.Count > 0) yield return $"{Count(run.LeftOut.Count, "file was", "files were")} left out: see summary.json.";
        if (overview.Failed is > 0 and var failed)
            yield return $"{Count(failed, "request")} failed, and {(failed == 1 ? "counts" : "count")} as the others do.";
        if (overview.Failed is null && !summaries.ContainsKey("overview"))
            yield return "Requests that failed count as the others do; how many there are is told by the overview (analyze --study).";
    }

    // What is no doubt: doubts stand in a list of their own.
    private static IEnumerable<string> Noted(IEnumerable<CatalogFile> files) => files
        .SelectMany(file => file.Noted ?? new Dictionary<string, long>()).Where(each => !NotedWords.IsDoubt(each.Key))
        .GroupBy(each => each.Key, each => each.Value).OrderBy(each => each.Key, StringComparer.Ordinal)
        .Select(each => NotedWords.Describe(each.Key, each.Sum()));

    private IEnumerable<string> OfTime()
    {
        if (run.Catalog.HasRelativeTime)
            yield return "The log's instants count from the start of a trace: its dates and hours are those of no calendar.";
        if (overview.ResolutionSeconds is >= CoarseClock and var resolution)
            yield return $"No two different starts are closer than {Seconds(resolution)}: shorter times between requests are not seen.";
        if (Said("daily") || Said("seasonality"))
            yield return "The first and the last date may be covered in part, and so may months; they count as whole ones.";
        if (Summary("seasonality") is { } seasonality)
        {
            var days = seasonality.Numbers("days").OfType<double>().ToList();
            if (days.Count > 0)
                yield return $"{Falls(days.Min(), days.Max())} of the log: the mean of an hour of the week is over no more.";
        }
    }

    private static string Falls(double least, double most) => least == most
        ? $"Each weekday falls on {Count(most, "date")}"
        : $"A weekday falls on {(least == 0 ? "at most " : $"{Whole(least)} to ")}{Count(most, "date")}";

    private IEnumerable<string> OfDefinitions()
    {
        if (Summary("overview") is { } lengths && lengths["numeric.input_tokens.n"] > 0 != lengths["numeric.output_tokens.n"] > 0)
        {
            var (there, missing) = lengths["numeric.input_tokens.n"] > 0 ? ("input", "output") : ("output", "input");
            yield return $"No request has {missing} tokens: what is told of both together is of {there} alone.";
        }

        if (Said("popularity"))
            yield return "Ranks come from the same totals as the exponents of Zipf laws: an exponent describes the log, and tests no law.";
        if (Said("token_fits") || Said("arrival_fits"))
            yield return "The nearest law is the best of few, by Akaike's criterion, and need not be a good one: how far its cumulative "
                + "shares are off says that. That distance has no p-value, since the law comes from the same numbers.";
        if (Said("arrival_fits") || Said("burstiness"))
            yield return "Laws and variations of arrivals are those of the whole log: the rhythm of days and weeks is in them.";
        if (Said("service"))
            yield return "A further token has no time of its own in the log: its time is an average over the request.";
        if (Said("pair_arrival"))
            yield return "A return to a model is a chance for a cache and no hit: what prompts have in common is not looked at.";
        if (Summary("sessions") is { } sessions && sessions.Text("rule") is "gap" or "chain")
            yield return "Sessions are guessed from times or lengths: the log has none, or another rule was asked for.";
        if (Said("sessions") && summaries.TryGetValue("concurrency", out var levels) && levels.Texts("unavailable").Contains("duration"))
            yield return "No request says how long it took: turns and sessions end where their last request begins.";
        if (Summary("concurrency") is { } concurrency && concurrency["all.excluded"] > 0)
            yield return $"{Count(concurrency["all.excluded"], "request")} without a duration {(concurrency["all.excluded"] == 1
                ? "is" : "are")} missing in the requests in progress.";
    }

    private bool Said(string folder) => found.Contains(folder);

    private SummaryNumbers? Summary(string folder) => Said(folder) ? summaries[folder] : null;
}
