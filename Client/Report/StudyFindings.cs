using System.Text.Json;

namespace LlmWorkload.Report;

/// <summary>What the analyses of a study found, in sentences. A number that an analysis does not have makes no sentence.</summary>
internal static class StudyFindings
{
    private const int Least = 1;

    // In the order of the report.
    private static readonly (string Folder, Func<JsonElement, IEnumerable<Finding>> Find)[] All =
    [
        ("daily", Daily), ("seasonality", Seasonality), ("monthly_shares", MonthlyShares), ("monthly_tokens", MonthlyTokens),
        ("popularity", Popularity), ("clients", Clients), ("burstiness", Burstiness), ("arrival_fits", ArrivalFits),
        ("token_fits", TokenFits), ("service", Service), ("latency_heatmaps", Heatmaps), ("concurrency", Concurrency),
        ("instance_balance", Balance), ("cache_hit_ratio", CacheHits), ("pair_arrival", PairArrival), ("sessions", Sessions),
        ("prefix_reuse", PrefixReuse),
    ];

    /// <summary>The findings, by analysis in the order of the report.</summary>
    /// <param name="summaries">The summary of each analysis by its folder.</param>
    public static IReadOnlyList<Finding> Of(IReadOnlyDictionary<string, JsonElement> summaries) =>
    [
        .. All.Where(each => summaries.ContainsKey(each.Folder)).SelectMany(each => each.Find(summaries[each.Folder])
            .Select(finding => finding with { Folder = each.Folder })),
    ];

    /// <summary>Which columns an analysis lacks; empty where it has all.</summary>
    public static IReadOnlyList<string> Missing(JsonElement summary) =>
        summary.At("unavailable") is { } columns ? [.. columns.EnumerateArray().Select(column => column.GetString()!)] : [];

    private static Finding Says(string sentence, string? figure = null) => new("", sentence, figure);

    private static IEnumerable<Finding> Daily(JsonElement json)
    {
        if (json.At("requests") is not { } requests || requests.NumberAt("n") is not > Least) yield break;
        yield return Says(
            $"A day has {Words.Number(requests.NumberAt("median")!.Value)} requests in the median, {Words.Number(
                requests.NumberAt("min")!.Value)} to {Words.Number(requests.NumberAt("max")!.Value)} (n = {Words.Whole(
                requests.At("n")!.Value)} dates).", "requests");
        yield return Says(
            $"A day sees {Words.Number(json.NumberAt("users", "median") ?? 0)} users and {Words.Number(
                json.NumberAt("models", "median") ?? 0)} models in the median (n = {Words.Whole(requests.At("n")!.Value)} dates).", "users");
    }

    private static IEnumerable<Finding> Seasonality(JsonElement json)
    {
        if (json.At("peak") is not { } peak || peak.NumberAt("mean") is not { } most) yield break;
        double[] means =
        [
            .. json.GetProperty("mean").EnumerateArray().SelectMany(day => day.EnumerateArray())
                .Where(hour => hour.ValueKind == JsonValueKind.Number).Select(hour => hour.GetDouble()),
        ];
        var requests = json.GetProperty("counts").EnumerateArray().SelectMany(day => day.EnumerateArray()).Sum(hour => hour.GetDouble());
        if (requests == 0) yield break;
        yield return Says(
            $"The busiest hour is {Words.Weekday(peak.GetProperty("weekday").GetInt32())} {peak.GetProperty("hour").GetInt32():00}:00 UTC "
                + $"with {Words.Number(most)} requests on average, {Words.Number(most / means.Average())} times the mean hour "
                + $"(n = {Words.Number(requests)} requests).", "requests_by_hour_and_weekday");
    }

    private static IEnumerable<Finding> MonthlyShares(JsonElement json)
    {
        var months = json.GetProperty("months").EnumerateArray().ToList();
        if (months.Count <= Least) yield break;
        var (first, last) = (Leader(json, months[0]), Leader(json, months[^1]));
        if (first is null || last is null) yield break;
        yield return Says(
            $"In {months[0].GetProperty("month").GetString()} the family with the most requests was {first.Value.Name} ({Words.Share(
                first.Value.Share)} of n = {Words.Whole(months[0].GetProperty("requests"))}), in {months[^1].GetProperty("month")
                .GetString()} {last.Value.Name} ({Words.Share(last.Value.Share)} of n = {Words.Whole(
                months[^1].GetProperty("requests"))}).", "request_shares");
    }

    private static (string Name, double Share)? Leader(JsonElement json, JsonElement month)
    {
        var shares = month.GetProperty("request_share").EnumerateArray().ToList();
        var families = json.GetProperty("families").EnumerateArray().Select(family => family.GetString()!).ToList();

        // The last are all others.
        var best = Enumerable.Range(0, Math.Max(0, shares.Count - 1)).Where(at => shares[at].ValueKind == JsonValueKind.Number)
            .OrderByDescending(at => shares[at].GetDouble()).Select(at => (int?)at).FirstOrDefault();
        return best is { } found ? (families[found], shares[found].GetDouble()) : null;
    }

    private static IEnumerable<Finding> MonthlyTokens(JsonElement json)
    {
        if (json.At("months") is not { } list) yield break;
        var months = list.EnumerateArray().Where(month => month.NumberAt("input_tokens", "n") > 0).ToList();
        if (months.Count <= Least) yield break;
        var (first, last) = (months[0], months[^1]);
        foreach (var (key, name) in ((string, string)[])[("input_tokens", "input"), ("output_tokens", "output")])
        {
            yield return Says(
                $"The median {name} was {Words.Number(first.NumberAt(key, "median")!.Value)} tokens in {first.GetProperty("month")
                    .GetString()} (n = {Words.Whole(first.At(key, "n")!.Value)}) and {Words.Number(last.NumberAt(key, "median")!.Value)} in "
                    + $"{last.GetProperty("month").GetString()} (n = {Words.Whole(last.At(key, "n")!.Value)}).", key);
        }
    }

    private static IEnumerable<Finding> Popularity(JsonElement json)
    {
        foreach (var (key, what) in ((string, string)[])[("models_by_requests", "models"), ("users_by_requests", "users")])
        {
            if (json.NumberAt(key, "exponent") is not { } exponent) continue;
            yield return Says(
                $"Requests over {what} by rank are nearest to a Zipf law with exponent {Words.Number(exponent)} (n = {Words.Whole(
                    json.At(key, "entities")!.Value)} {what}, {Words.Whole(json.At(key, "total")!.Value)} requests).", key);
        }
    }

    private static IEnumerable<Finding> Clients(JsonElement json)
    {
        if (json.At("all") is not { } all) yield break;
        var n = $"n = {Words.Whole(all.GetProperty("clients"))} users, {Words.Whole(all.GetProperty("requests"))} requests";
        yield return Says(
            $"The ten users with the most requests send {Words.Share(all.NumberAt("top_share", "k10")!.Value)} of them; {Words.Whole(
                all.At("clients_for", "p80")!.Value)} users send 80 % ({n}).", "lorenz_requests");
        if (all.NumberAt("gini_tokens") is { } tokens && all.NumberAt("gini_requests") is { } requests)
            yield return Says(
                $"The Gini coefficient of users is {Words.Number(requests)} for requests and {Words.Number(tokens)} for tokens ({n}).",
                "lorenz_tokens");
    }

    private static IEnumerable<Finding> Burstiness(JsonElement json)
    {
        var cvs = json.GetProperty("models").EnumerateArray().Select(model => model.NumberAt("cv")).OfType<double>().ToList();
        if (cvs.Count > 0)
            yield return Says(
                $"Arrivals of {cvs.Count(cv => cv > 1)} of {cvs.Count} models are burstier than Poisson: their inter-arrival times have a "
                    + $"coefficient of variation above 1 (n = {cvs.Count} models with 3 requests or more).", "cv_by_rate");
        if (json.NumberAt("all", "cv") is { } all)
            yield return Says(
                $"Of all requests it is {Words.Number(all)} (n = {Words.Whole(json.At("all", "requests")!.Value)} requests).",
                "dispersion");
    }

    private static IEnumerable<Finding> ArrivalFits(JsonElement json)
    {
        var best = json.GetProperty("models").EnumerateArray().Select(model => model.At("best")?.GetString()).OfType<string>()
            .CountBy(law => law).OrderByDescending(law => law.Value).ThenBy(law => law.Key, StringComparer.Ordinal).ToList();
        if (best.Count > 0)
            yield return Says(
                $"Inter-arrival times of models are described best by {string.Join(", ", best.Select(law => $"{law.Key} ({law.Value})"))}, by "
                    + $"Akaike's criterion (n = {best.Sum(law => law.Value)} models with enough of them).", "inter_arrival_ccdf");
        if (json.At("all", "raised") is { } raised && json.NumberAt("all", "n") is > 0 and var n)
            yield return Says(
                $"{Words.Share(raised.GetDouble() / n)} of all differences are below 1 ms and were raised to it (n = {Words.Number(n)}).");
    }

    private static IEnumerable<Finding> TokenFits(JsonElement json)
    {
        foreach (var (key, name) in ((string, string)[])[("input_tokens", "Input"), ("output_tokens", "Output")])
        {
            if (json.At("all", key) is not { } fits || fits.At("best")?.GetString() is not { } best) continue;
            var tail = fits.At("pareto_tail");
            var words = tail?.NumberAt("alpha") is { } alpha && tail.Value.NumberAt("vs_exponential", "z") is { } z
                ? $"; the tail from {Words.Whole(tail.Value.GetProperty("xmin"))} tokens on has a Pareto exponent of {Words.Number(alpha)} "
                    + $"and is {(z < 0 ? "lighter" : "heavier")} than an exponential one (z = {Words.Number(z)})"
                : "";
            yield return Says($"{name} tokens are described best by {best}{words} (n = {Words.Whole(fits.GetProperty("n"))}).", $"{key}_ccdf");
        }
    }

    private static IEnumerable<Finding> Service(JsonElement json)
    {
        foreach (var (key, name) in ((string, string)[])[
            ("ttft", "The time to the first token"), ("tpot", "The time per output token after it"), ("e2e", "The duration")])
        {
            if (json.At("all", key) is not { } times || times.NumberAt("median") is not { } median) continue;
            yield return Says(
                $"{name} is {Words.Seconds(median)} in the median and {Words.Seconds(times.NumberAt("p99")!.Value)} at p99 (n = {Words.Whole(
                    times.GetProperty("n"))}).", $"{key}_cdf");
        }
    }

    private static IEnumerable<Finding> Heatmaps(JsonElement json)
    {
        if (json.At("ttft_p50") is not { } map) yield break;
        var cells = map.GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("y").GetInt32() == 0).ToList();
        if (cells.Count <= Least) yield break;
        var edges = map.GetProperty("x_edges").EnumerateArray().Select(edge => edge.GetDouble()).ToList();
        var (first, last) = (cells[0], cells[^1]);
        yield return Says(
            $"With short answers, the median time to the first token grows from {Words.Seconds(first.GetProperty("value").GetDouble())} "
                + $"below {Words.Number(edges[first.GetProperty("x").GetInt32() + 1])} input tokens (n = {Words.Whole(
                    first.GetProperty("n"))}) to {Words.Seconds(last.GetProperty("value").GetDouble())} from {Words.Number(
                    edges[last.GetProperty("x").GetInt32()])} on (n = {Words.Whole(last.GetProperty("n"))}).", "ttft_p50");
    }

    private static IEnumerable<Finding> Concurrency(JsonElement json)
    {
        if (json.At("all") is not { } all || all.NumberAt("mean") is not { } mean) yield break;
        yield return Says(
            $"{Words.Number(mean)} requests are in progress on average, {Words.Whole(all.GetProperty("max"))} at most, at "
                + $"{all.GetProperty("max_at").GetString()} (n = {Words.Whole(all.GetProperty("requests"))} requests, of which "
                + $"{Words.Whole(all.GetProperty("excluded"))} without a duration are left out).", "concurrency_all");
    }

    private static IEnumerable<Finding> Balance(JsonElement json)
    {
        if (json.At("models") is not { } models) yield break;
        var model = models.EnumerateArray().FirstOrDefault(each => each.NumberAt("max_mean_tokens", "n") > 0);
        if (model.ValueKind != JsonValueKind.Object) yield break;
        yield return Says(
            $"Of {model.GetProperty("name").GetString()}, the instance with the most tokens of a minute has {Words.Number(
                model.NumberAt("max_mean_tokens", "median")!.Value)} times the mean in the median (n = {Words.Whole(
                model.At("max_mean_tokens", "n")!.Value)} minutes with 10 requests to 2 of its {Words.Whole(
                model.GetProperty("instances"))} instances or more).");
    }

    private static IEnumerable<Finding> CacheHits(JsonElement json)
    {
        if (json.At("series") is not { } series || series.GetArrayLength() == 0) yield break;
        var all = series[0];
        if (all.NumberAt("token_weighted") is not { } weighted) yield break;
        yield return Says(
            $"{Words.Share(weighted)} of input tokens come from a cache; a request's hit ratio is {Words.Number(
                all.NumberAt("hit_ratio", "mean")!.Value)} on average, and {Words.Share(all.NumberAt("share_zero")!.Value)} of requests have "
                + $"none (n = {Words.Whole(all.GetProperty("n"))}).", "hit_ratio_cdf");
    }

    private static IEnumerable<Finding> PairArrival(JsonElement json)
    {
        if (json.At("ttl", "coverage") is not { } coverage) yield break;
        foreach (var lifetime in coverage.EnumerateArray().Where(each => each.GetProperty("seconds").GetInt64() is 300 or 3_600))
        {
            if (lifetime.NumberAt("share") is not { } share) continue;
            yield return Says(
                $"A cache that is kept for {Words.Seconds(lifetime.GetProperty("seconds").GetDouble())} would see {Words.Share(
                    share)} of the returns of a user to a model (n = {Words.Whole(json.At("ttl", "gaps")!.Value)} gaps of {Words.Whole(
                    json.At("ttl", "pairs")!.Value)} pairs).", "ttl_coverage");
        }
    }

    private static IEnumerable<Finding> Sessions(JsonElement json)
    {
        if (json.NumberAt("sessions") is not > 0) yield break;
        var n = $"n = {Words.Whole(json.GetProperty("sessions"))} sessions by the rule {json.GetProperty("rule").GetString()}";
        yield return Says(
            $"A session has {Words.Number(json.NumberAt("turns", "mean")!.Value)} turns on average, and {Words.Share(
                json.NumberAt("single_turn_share")!.Value)} have one ({n}).", "turns_cdf");
        if (json.NumberAt("think_seconds", "median") is { } think)
            yield return Says(
                $"Between turns {Words.Seconds(think)} pass in the median (n = {Words.Whole(json.At("think_seconds", "n")!.Value)} turns; "
                    + $"{Words.Whole(json.GetProperty("overlaps"))} began before the one before had ended).", "think_seconds_cdf");
    }

    private static IEnumerable<Finding> PrefixReuse(JsonElement json)
    {
        if (json.At("caches") is not { } caches) yield break;
        var all = caches[0];
        if (all.NumberAt("block_hit_rate") is not { } rate) yield break;
        yield return Says(
            $"A cache without end would find {Words.Share(rate)} of all blocks at the beginnings of prompts (n = {Words.Whole(
                json.GetProperty("blocks"))} blocks of {Words.Whole(json.GetProperty("requests"))} requests).", "hit_rate_by_capacity");
        foreach (var cache in caches.EnumerateArray().Skip(1).Take(1))
        {
            yield return Says(
                $"One with room for {Words.Whole(cache.GetProperty("capacity"))} blocks would find {Words.Share(
                    cache.NumberAt("block_hit_rate")!.Value)} (n as before).");
        }
    }
}
