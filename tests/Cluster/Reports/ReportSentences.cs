using System.Globalization;
using System.Text.Json;

namespace LlmWorkload.Tests.Reports;

/// <summary>
/// Every sentence that a report can have, and where its numbers come from. They are written down here once more, and nothing of the code
/// that writes reports is asked.
/// </summary>
internal static class ReportSentences
{
    /// <summary>The findings.</summary>
    public static IReadOnlyList<SentenceTemplate> Findings { get; } =
    [
        .. Of("daily",
            "The median date has {requests.median} request(s), the quietest {requests.min} and the busiest {requests.max} (n = {requests.n} "
                + "date(s)).",
            "The median date has {tokens.median} token(s) of input and output, and the one with the most {tokens.max} (n = {tokens.n} "
                + "date(s)).",
            "The median date has {users.median} active user(s), and no date more than {users.max} (n = {users.n} date(s)).",
            "The requests of the median date go to {models.median} model(s), and those of no date to more than {models.max} (n = "
                + "{models.n} date(s)).",
            "The most frequent function is {text:=function}, with {share:=function share} of the requests (n = {sum(days[].requests)} "
                + "request(s))."),
        .. Of("seasonality",
            [
                .. Busiest("The busiest hour{text:=of week} is {text:=busiest hour} with {peak.mean} request(s) on average over "
                    + "{=weekday dates} {text:=weekday}s, "),
                .. Busiest("The busiest hour{text:=of week} is {text:=busiest hour} with {peak.mean} request(s) on the log's only "
                    + "{text:=weekday}, "),
                .. Busiest("{=busiest hours} hour(s){text:=of week} are the busiest, all alike, {text:=busiest hour} the first of them: "
                    + "each has {peak.mean} request(s) on average, "),
            ]),
        .. Of("per_model_stats",
            "The model with the most requests is {name:=busiest model}: it has {share:max(models[].requests) / sum(models[].requests)} of "
                + "them (n = {sum(models[].requests)} request(s), {count(models[])} model(s)).",
            "{=busiest models} models have the most requests, equally many, {name:=busiest model} among them: each has "
                + "{share:max(models[].requests) / sum(models[].requests)} of them (n = {sum(models[].requests)} request(s), "
                + "{count(models[])} model(s)).",
            "{=longest models} models have the most input and output tokens, equally many, {name:=longest model} among them: each has "
                + "{share:=longest share} of them (n = {sum(models[].input_tokens) + sum(models[].output_tokens)} token(s), "
                + "{count(models[])} model(s)).",
            "The model with the most input and output tokens is {name:=longest model}: it has {share:=longest share} of them (n = "
                + "{sum(models[].input_tokens) + sum(models[].output_tokens)} token(s), {count(models[])} model(s))."),
        .. Of("popularity",
            "Requests over models by rank come nearest to a Zipf law with the exponent {models_by_requests.exponent}, and cumulative "
                + "shares are at most {models_by_requests.ks} off (n = {models_by_requests.entities} model(s), {models_by_requests.total} "
                + "request(s)).",
            "Tokens over models by rank come nearest to a Zipf law with the exponent {models_by_tokens.exponent}, and cumulative shares "
                + "are at most {models_by_tokens.ks} off (n = {models_by_tokens.entities} model(s), {models_by_tokens.total} token(s)).",
            "Requests over users by rank come nearest to a Zipf law with the exponent {users_by_requests.exponent}, and cumulative shares "
                + "are at most {users_by_requests.ks} off (n = {users_by_requests.entities} user(s), {users_by_requests.total} "
                + "request(s))."),
        .. Of("monthly_shares",
            [.. Months.Select(each => $"In {{text:months[0].month}}, the first month, {each.First} (n = {{months[0].requests}} request(s)); "
                + $"in {{text:months[-1].month}}, the last, {each.Last} (n = {{months[-1].requests}} request(s)).")]),
        .. Tokens("input", "prompts"),
        .. Tokens("output", "answers"),
        .. Latency("ttft", "The first token comes after"),
        .. Latency("tpot", "Each further token takes"),
        .. Latency("e2e", "A whole request takes"),
        .. Of("service",
            "Prompts are read at {all.prefill_rate.median} input tokens a second in the median, and at {all.prefill_rate.p10} at p10 (n = "
                + "{all.prefill_rate.n} request(s)).",
            "Over its whole time a request yields {all.overall_rate.median} output tokens a second in the median, and "
                + "{all.overall_rate.p10} at p10 (n = {all.overall_rate.n} request(s))."),
        .. Of("latency_heatmaps",
            [
                .. Heat("ttft_p50", "output tokens", span => $"at {span} input tokens"),
                .. Heat("ttft_p50_by_hit", "input tokens", span => $"at a hit ratio of {span}"),
            ]),
        .. Of("slo",
            "{share:all.attainment} of the requests hold ttft ≤ {time:slo.ttft} and e2e ≤ {time:slo.e2e} (n = {all.measured} request(s) "
                + "that can be measured, of {all.rows})."),
        .. Of("burstiness",
            "{text:=bursty models} arrivals burstier than a Poisson process, that is with a coefficient of "
                + "variation of inter-arrival times above 1 (n = {count(models[])} model(s) with three requests or more).",
            "The inter-arrival times of all requests together have a coefficient of variation of {all.cv}, where a Poisson process has 1; "
                + "inside windows of {time:all.window_seconds} it is "
                + "{all.window_cv.median} in the median, and above 1 in {share:all.share_cv_above_1} of them (n = {all.requests} "
                + "request(s), {all.windows} window(s) with ten of them or more).",
            "The inter-arrival times of all requests together have a coefficient of variation of {all.cv}, where a Poisson process has 1 "
                + "(n = {all.requests} request(s)).",
            "Variance / mean is {all.dispersion[seconds=1].index} for requests per second and {all.dispersion[seconds=3600].index} for "
                + "requests per hour, where a Poisson process has 1 for both (n = "
                + "{all.dispersion[seconds=1].bins} second(s), {all.dispersion[seconds=3600].bins} hour(s))."),
        .. Of("arrival_fits",
            "Inter-arrival times of all requests are nearest to {text:=best law} law of the {=laws} that were tried, with cumulative "
                + "shares at most {=best distance} off (n = {all.n} inter-arrival time(s)); of single models, those of {text:=laws of models} "
                + "(n = {count(models[])} model(s) with enough requests).",
            "Inter-arrival times of all requests are nearest to {text:=best law} law of the {=laws} that were tried, with cumulative "
                + "shares at most {=best distance} off (n = {all.n} inter-arrival time(s)).",
            "Inter-arrival times of all requests are nearly alike, as those of a clock: no law but the exponential could be tried, with "
                + "cumulative shares at most {all.exponential.ks} off (n = {all.n} inter-arrival time(s)).",
            "A load generator draws such arrivals with {all.exponential.parameters.rate} requests a second and a gamma law of the shape "
                + "{all.gamma.parameters.shape}, where a Poisson process has 1, with cumulative shares at most {all.gamma.ks} off (n = {all.n} inter-arrival time(s)).",
            "{share:all.raised / all.n} of the inter-arrival times are below 1 ms, and count as 1 ms: these requests come together (n = "
                + "{all.n} inter-arrival time(s))."),
        .. Of("clients",
            "The ten users with the most requests send {share:all.top_share.k10} of them, and {all.clients_for.p80} user(s) of "
                + "{all.clients} {text:=together} at least 80 % (n = {all.clients} user(s), {all.requests} request(s)).",
            "No user sends more than {share:all.top_share.k1} of the requests, and {all.clients_for.p80} user(s) of {all.clients} "
                + "{text:=together} at least 80 % (n = {all.clients} user(s), {all.requests} request(s)).",
            "The Gini coefficient of users is {all.gini_requests} for requests and {all.gini_tokens} for tokens, where 0 is all alike (n = "
                + "{all.clients} user(s), {all.requests} request(s)).",
            "The Gini coefficient of users is {all.gini_requests} for requests, where 0 is all alike (n = {all.clients} user(s), "
                + "{all.requests} request(s)).",
            "The inter-arrival times of a user's own requests have a coefficient of variation of {all.cv.median} in the median and "
                + "{all.cv.p90} at p90 (n = {all.cv.n} user(s) with three requests or more)."),
        .. Of("user_analysis",
            "The median user asks {models_per_user.median} model(s), and no user more than {models_per_user.max} (n = "
                + "{models_per_user.n} user(s))."),
        .. Of("cache_hit_ratio",
            "{share:series[key=all].token_weighted} of the input tokens come from a cache, and {share:series[key=all].share_zero} of the "
                + "requests get none from it (n = {series[key=all].n} request(s) with cached and input tokens).",
            "The mean hit ratio is {series[key=input_below_1000].hit_ratio.mean} with fewer than 1,000 input tokens (n = "
                + "{series[key=input_below_1000].n} request(s)) and {series[key=input_from_8000].hit_ratio.mean} with 8,000 or more (n = "
                + "{series[key=input_from_8000].n} request(s)).",
            "The mean hit ratio of a user is {users.hit_ratio_mean.median} in the median, {users.hit_ratio_mean.p10} at p10 and "
                + "{users.hit_ratio_mean.p90} at p90 (n = {users.n} user(s) with more than ten such requests)."),
        .. Of("pair_arrival",
            "A cache that is kept for 5 min would see {share:ttl.coverage[seconds=300].share} of the returns of a user to a model, and one "
                + "that is kept for 1 h {share:ttl.coverage[seconds=3600].share} (n = {ttl.gaps} return(s) of {ttl.pairs} pair(s) of a "
                + "user and a model with ten or more).",
            "Of users who come back to {name:=pair model} ten times or more, the median one has a median time of {time:=pair gap} between "
                + "requests to it (n = {=pair users} user(s))."),
        .. Of("prefix_reuse",
            "A cache without a limit would find {share:caches[0].block_hit_rate} of all blocks at the beginnings of prompts (n = {blocks} "
                + "block(s) of {requests} request(s)).",
            "One with room for {caches[1].capacity} block(s) would find {share:caches[1].block_hit_rate} (n = {blocks} block(s) of "
                + "{requests} request(s)).",
            "{share:single_use_blocks / distinct_blocks} of the different blocks are seen only once (n = {distinct_blocks} block(s)).",
            "A block that is seen again was last seen {time:reuse_seconds.median} before in the median, and {time:reuse_seconds.p90} at "
                + "p90 (n = {reuse_seconds.n} time(s))."),
        .. Sessions("one of the log counts for each model that it goes to"),
        .. Sessions("one ends after {time:parameters.gap_seconds} without a request"),
        .. Sessions("they are chains of prompts with room for what was said before"),
        .. Of("sessions",
            "A session lasts {time:length_seconds.median} in the median and {time:length_seconds.p90} at p90 (n = {length_seconds.n} "
                + "session(s)).",
            "From the end of a turn to the next {time:think_seconds.median} pass in the median and {time:think_seconds.p90} at p90 (n = "
                + "{think_seconds.n} turn(s); {overlaps} more began before the turn before had ended).",
            "From the end of a turn to the next {time:think_seconds.median} pass in the median and {time:think_seconds.p90} at p90 (n = "
                + "{think_seconds.n} turn(s)).",
            "From turn to turn the input grows by {growth.median} token(s) in the median (n = {growth.n} turn(s)).",
            "From turn to turn the input shrinks by {=shrinks} token(s) in the median (n = {growth.n} turn(s)).",
            "{share:reuse} of the input of all turns was input or output of the turn before (n = {sessions} session(s) of {requests} "
                + "request(s); they are chains of prompts with room for what was said before).",
            "From turn to turn the input stays as long as it is in the median (n = {growth.n} turn(s))."),
        .. Of("concurrency",
            "Requests in progress are {all.mean} on average, at most {all.p99} for 99 % of the time, and at most {all.max} ever, first at "
                + "{text:=peak instant} UTC (n = {all.requests - all.excluded - all.instant} request(s) with a duration above 0).",
            "Requests in progress are {all.mean} on average, at most {all.p99} for 99 % of the time, and at most {all.max} ever, first "
                + "{time:=peak seconds} after the start of the trace (n = {all.requests - all.excluded - all.instant} request(s) with a "
                + "duration above 0)."),
        .. Of("instance_balance",
            [
                .. new[] { "{=balanced times} times ", "" }.Select(times =>
                    $"In the median minute the busiest instance of {{name:=balanced model}} gets {times}as many tokens as those that are "
                        + "active get on average (n = {=balanced minutes} minute(s) with ten requests or more to two or more of its "
                        + "{=balanced instances} instance(s))."),
                .. Course(
                    "{time:=light ttft}", "where its instance gets {=light from} to {=light to} tokens in the same second (n = {=light n} "
                        + "request(s))",
                    "{time:=heavy ttft}", "where it gets {=heavy from} to {=heavy to} (n = {=heavy n} request(s))").Select(
                    course => $"The p90 of the time to the first token of {{name:=balanced model}} {course}."),
            ]),
    ];

    /// <summary>What is said beside findings, and has numbers.</summary>
    public static IReadOnlyList<SentenceTemplate> Others { get; } =
    [
        .. Of("",
            "{rows} request(s) of {users} user(s) to {models} model(s), from {text:=first} to {text:=last} UTC ({time:=span}).",
            "{rows} request(s) to {models} model(s), from {text:=first} to {text:=last} UTC ({time:=span}).",
            "{rows} request(s) to {models} model(s), over {time:=span}.",
            "{rows} request(s) of {users} user(s) to {models} model(s), all at {text:=first} UTC.",
            "{rows} request(s) to {models} model(s), all at {text:=first} UTC.",
            "{failed} request(s) failed, and {text:=count} as the others do.",
            "Values that count as missing: {text:=missing}.",
            "{=rejected} row(s) could not be read and {text:=are} in no number: {text:=reasons}.",
            "No two different starts are closer than {time:time_resolution_seconds}: shorter times between requests are not seen."),
        .. Of("seasonality",
            "A weekday falls on at most {max(days[])} date(s) of the log: the mean of an hour of the week is over no more.",
            "A weekday falls on {min(days[])} to {max(days[])} dates of the log: the mean of an hour of the week is over no more.",
            "Each weekday falls on {max(days[])} date(s) of the log: the mean of an hour of the week is over no more."),
        .. Of("concurrency", "{all.excluded} request(s) without a duration {text:=are excluded} missing in the requests in progress."),
    ];

    /// <summary>What is calculated of a summary.</summary>
    public static IReadOnlyDictionary<string, Func<JsonElement, object>> Calculations { get; } = Calculated();

    // How a sentence of the first month goes on, and one of the last. One family in both has the same name.
    private static IEnumerable<(string First, string Last)> Months =>
    [
        ("{name:=last family} has the most requests, {share:=first share} of them", "it still has the most, {share:=last share} of them"),
        .. new[]
        {
            "{name:=first family} has the most requests, {share:=first share} of them",
            "{=first families} families have the most requests, equally many, {share:=first share} of them each",
        }.SelectMany(
            _ => new[]
            {
                "{name:=last family} has the most, {share:=last share} of them",
                "{=last families} families have the most, equally many, {share:=last share} of them each",
            },
            (first, last) => (first, last)),
    ];

    private static IEnumerable<SentenceTemplate> Of(string folder, params string[] sentences) =>
        sentences.Select(sentence => new SentenceTemplate(folder, sentence));

    private static IEnumerable<string> Busiest(string subject) => new[] { "{peak.mean / mean(mean[][])} times", "as many as" }.Select(
        times => $"{subject}{times} the mean hour (n = {{sum(counts[][])}} request(s) on {{sum(days[])}} date(s)).");

    private static string[] Course(string first, string at, string last, string lastAt) =>
        [$"goes from {first} {at} to {last} {lastAt}", $"is {first} both {at} and {lastAt}"];

    private static IEnumerable<string> Heat(string map, string among, Func<string, string> at)
    {
        string Value(string end) => $"{{time:={end} value of {map}}}";
        string At(string end) => $"{at($"{{text:={end} span of {map}}}")} (n = {{={end} n of {map}}} request(s))";
        return Course(Value("first"), At("first"), Value("last"), At("last"))
            .SelectMany(_ => new[] { "", $", and is longest with {Value("longest")} {At("longest")}" }, (course, longest) =>
                $"Among requests with {{text:=row of {map}}} {among}, the median time to the first token {course}{longest}.");
    }

    private static IEnumerable<SentenceTemplate> Latency(string key, string subject) => Of("service",
        [.. new[] { $", {{all.{key}.p99 / all.{key}.median}} times as long", "" }.Select(times =>
            $"{subject} {{time:all.{key}.median}} in the median and {{time:all.{key}.p99}} at p99{times} (n = {{all.{key}.n}} request(s)).")]);

    private static IEnumerable<SentenceTemplate> Tokens(string name, string rows)
    {
        var key = $"{name}_tokens";
        var tail = $"all.{key}.pareto_tail";
        string Tail(string weight, string fits) =>
            $"The tail of {rows}, from {{{tail}.xmin}} {name} tokens on, is {weight} than exponential: a power law with the exponent "
                + $"{{{tail}.alpha}} fits it {fits} (z = {{{tail}.vs_exponential.z}}, n = {{{tail}.n_tail}} request(s) in the tail).";
        return
        [
            .. Of("overview", [.. new[] { $", {{numeric.{key}.p99 / numeric.{key}.median}} times as many", "" }.Select(times =>
                $"A request has {{numeric.{key}.median}} {name} token(s) in the median and {{numeric.{key}.p99}} at p99{times} (n = "
                    + $"{{numeric.{key}.n}} request(s)).")]),
            .. Of("monthly_tokens", [.. Course(
                $"{{months[0].{key}.median}} token(s)", $"in {{text:months[0].month}} (n = {{months[0].{key}.n}} request(s))",
                $"{{months[-1].{key}.median}} token(s)", $"in {{text:months[-1].month}} (n = {{months[-1].{key}.n}} request(s))").Select(
                course => $"The median {name} of a request {course}.")]),
            .. Of("token_fits",
                $"Lengths of {rows} are nearer to {{text:=nearer {key}}} law than to {{text:=farther {key}}} one, and cumulative shares "
                    + $"are at most {{=distance {key}}} off (n = {{all.{key}.n}} request(s) with {name} tokens above 0).",
                Tail("heavier", "better than an exponential one"),
                Tail("heavier", "better than an exponential one; a power law whose exponent is below 3 has an infinite variance"),
                Tail("lighter", "worse than an exponential one"),
                Tail("neither clearly heavier nor clearly lighter", "as well as an exponential one")),
        ];
    }

    private static IEnumerable<SentenceTemplate> Sessions(string rule) => Of("sessions",
        "A session has {turns.mean} turn(s) on average and {turns.max} at most, and {share:single_turn_share} of sessions have a single "
            + $"one (n = {{sessions}} session(s) of {{requests}} request(s); {rule}).");

    private static Dictionary<string, Func<JsonElement, object>> Calculated()
    {
        var known = new Dictionary<string, Func<JsonElement, object>>
        {
            ["function"] = daily => Functions(daily).MaxBy(each => each.Value).Key,
            ["function share"] = daily => Functions(daily).Max(each => each.Value) / Functions(daily).Sum(each => each.Value),
            ["weekday"] = Weekday,
            ["weekday dates"] = json => json.GetProperty("days")[json.GetProperty("peak").GetProperty("weekday").GetInt32()].GetDouble(),
            ["busiest hour"] = json => $"{Weekday(json)} {SummaryExpression.Number(json, "peak.hour"):00}:00 UTC",
            ["busiest hours"] = json => Hours(json).Count(mean => mean == SummaryExpression.Number(json, "peak.mean")),
            ["of week"] = json => Items(json, "days").All(dates => dates.GetDouble() > 0) ? " of the week" : "",
            ["busiest model"] = json => Name(Items(json, "models").MaxBy(model => Number(model, "requests"))),
            ["busiest models"] = json => Most(Items(json, "models").Select(model => Number(model, "requests"))),
            ["longest model"] = json => Name(Items(json, "models").MaxBy(Tokens)),
            ["longest models"] = json => Most(Items(json, "models").Select(Tokens)),
            ["longest share"] = json => Items(json, "models").Max(Tokens) / Items(json, "models").Sum(Tokens),
            ["first family"] = json => Family(json, 0).Name,
            ["first families"] = json => Family(json, 0).Alike,
            ["last families"] = json => Family(json, ^1).Alike,
            ["first share"] = json => Family(json, 0).Share,
            ["last family"] = json => Family(json, ^1).Name,
            ["last share"] = json => Family(json, ^1).Share,
            ["bursty models"] = json => (Items(json, "models").Count(model => Number(model, "cv") > 1), Items(json, "models").Count()) switch
            {
                (0, var all) => $"No model of {all} has",
                (1, var all) => $"1 of {all} models has",
                var (some, all) => $"{some} of {all} models have",
            },
            ["together"] = json => SummaryExpression.Number(json, "all.clients_for.p80") == 1 ? "alone" : "together",
            ["laws"] = json => Laws.Count(law => json.GetProperty("all").GetProperty(law).ValueKind == JsonValueKind.Object),
            ["best law"] = json => Law(Best(json)),
            ["best distance"] = json => Number(json.GetProperty("all").GetProperty(Best(json)), "ks"),
            ["laws of models"] = json => Joined(Items(json, "models").GroupBy(model => model.GetProperty("best").GetString()!)
                .OrderByDescending(group => group.Count()).ThenBy(group => Array.IndexOf(Laws, group.Key))
                .Select(group => $"{group.Count()} to {Law(group.Key)} law").ToArray()),
            ["pair model"] = json => Name(Pair(json)),
            ["pair gap"] = json => SummaryExpression.Number(Pair(json), "gap_median.median"),
            ["pair users"] = json => SummaryExpression.Number(Pair(json), "gap_median.n"),
            ["shrinks"] = json => -SummaryExpression.Number(json, "growth.median"),
            ["peak seconds"] = json => (DateTime.Parse(
                SummaryExpression.Text(json, "all.max_at"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)
                - DateTime.UnixEpoch).TotalSeconds,
            ["peak instant"] = json => Instant(SummaryExpression.Text(json, "all.max_at")),
            ["balanced model"] = json => Name(Balanced(json)),
            ["balanced times"] = json => SummaryExpression.Number(Balanced(json), "max_mean_tokens.median"),
            ["balanced minutes"] = json => SummaryExpression.Number(Balanced(json), "balanced_minutes"),
            ["balanced instances"] = json => Number(Balanced(json), "instances"),
            ["first"] = json => Instant(json.GetProperty("first").GetString()!),
            ["last"] = json => Instant(json.GetProperty("last").GetString()!),
            ["span"] = json => (json.GetProperty("last").GetDateTime() - json.GetProperty("first").GetDateTime()).TotalSeconds,
            ["count"] = json => Number(json, "failed") == 1 ? "counts" : "count",
            ["missing"] = json => Counts(json, "turned_missing"),
            ["reasons"] = json => Counts(json, "rejected"),
            ["rejected"] = json => Counted(json, "rejected").Sum(each => each.Value),
            ["are"] = json => Counted(json, "rejected").Sum(each => each.Value) == 1 ? "is" : "are",
            ["are excluded"] = json => SummaryExpression.Number(json, "all.excluded") == 1 ? "is" : "are",
        };
        foreach (var side in (string[])["input_tokens", "output_tokens"])
        {
            known[$"nearer {side}"] = json => Law(Nearer(json, side));
            known[$"farther {side}"] = json => Law(Nearer(json, side) == "lognormal" ? "exponential" : "lognormal");
            known[$"distance {side}"] = json => SummaryExpression.Number(json, $"all.{side}.{Nearer(json, side)}.ks");
        }

        foreach (var (map, row, side) in ((string, string, string)[])[("ttft_p50", "y", "x"), ("ttft_p50_by_hit", "x", "y")])
        {
            known[$"row of {map}"] = json => Span(json.GetProperty(map), row, Ends(json.GetProperty(map), row, side).First);
            foreach (var end in (string[])["first", "last", "longest"])
            {
                JsonElement Cell(JsonElement json) => Ends(json.GetProperty(map), row, side) is var ends && end == "first" ? ends.First
                    : end == "last" ? ends.Last : ends.Longest;
                known[$"{end} value of {map}"] = json => Number(Cell(json), "value");
                known[$"{end} n of {map}"] = json => Number(Cell(json), "n");
                known[$"{end} span of {map}"] = json => Span(json.GetProperty(map), side, Cell(json));
            }
        }

        foreach (var (end, at) in new (string, Index)[] { ("light", 0), ("heavy", ^1) })
        {
            JsonElement Load(JsonElement json) => Items(Balanced(json), "by_load")
                .Where(load => Number(load, "n") >= 50 && load.GetProperty("ttft_p90").ValueKind == JsonValueKind.Number).ToArray()[at];
            known[$"{end} ttft"] = json => Number(Load(json), "ttft_p90");
            foreach (var member in (string[])["from", "to", "n"]) known[$"{end} {member}"] = json => Number(Load(json), member);
        }

        return known;
    }

    private static readonly string[] Laws = ["exponential", "gamma", "weibull", "lognormal"];

    private static string Law(string name) => name switch
    {
        "exponential" => "an exponential",
        "weibull" => "a Weibull",
        _ => $"a {name}",
    };

    // The law of the least AIC; the summary says the same under `best`.
    private static string Best(JsonElement json) => Laws
        .Where(law => json.GetProperty("all").GetProperty(law).ValueKind == JsonValueKind.Object)
        .MinBy(law => SummaryExpression.Number(json, $"all.{law}.aic"))!;

    private static string Nearer(JsonElement json, string side) =>
        new[] { "exponential", "lognormal" }.MinBy(law => SummaryExpression.Number(json, $"all.{side}.{law}.aic"))!;

    private static Dictionary<string, double> Functions(JsonElement daily) => Items(daily, "days")
        .SelectMany(day => day.GetProperty("functions").EnumerateObject()).GroupBy(each => each.Name)
        .ToDictionary(group => group.Key, group => group.Sum(each => each.Value.GetDouble()));

    private static string Weekday(JsonElement json) =>
        ((DayOfWeek)((json.GetProperty("peak").GetProperty("weekday").GetInt32() + 1) % 7)).ToString();

    private static IEnumerable<double> Hours(JsonElement json) => Items(json, "mean").SelectMany(day => day.EnumerateArray())
        .Where(mean => mean.ValueKind == JsonValueKind.Number).Select(mean => mean.GetDouble());

    // How many there are of the highest value.
    private static double Most(IEnumerable<double> values) => values.GroupBy(value => value).MaxBy(group => group.Key)!.Count();

    private static (string Name, double Share, double Alike) Family(JsonElement json, Index month)
    {
        var shares = Items(Items(json, "months").ToArray()[month], "request_share").Select(share => share.GetDouble()).ToArray();
        var at = Array.IndexOf(shares, shares[..^1].Max());
        return (json.GetProperty("families")[at].GetString()!, shares[at], Most(shares[..^1]));
    }

    private static JsonElement Pair(JsonElement json) =>
        Items(json, "models").First(model => SummaryExpression.Number(model, "gap_median.n") > 0);

    private static JsonElement Balanced(JsonElement json) =>
        Items(json, "models").MaxBy(model => SummaryExpression.Number(model, "max_mean_tokens.n"));

    // Of the cells that the figure has: those that begin at 32,000 input tokens and 8,000 output tokens or before.
    private static (JsonElement First, JsonElement Last, JsonElement Longest) Ends(JsonElement map, string row, string side)
    {
        double From(JsonElement cell, string of) => map.GetProperty($"{of}_edges")[(int)Number(cell, of)].GetDouble();
        var cells = Items(map, "cells").Where(cell => From(cell, "x") <= 32_000 && From(cell, "y") <= 8_000).ToList();
        var least = cells.GroupBy(cell => Number(cell, row)).Where(line => line.Count() > 1).Min(line => line.Key);
        var line = cells.Where(cell => Number(cell, row) == least).ToList();
        return (line.MinBy(cell => Number(cell, side)), line.MaxBy(cell => Number(cell, side)), line.MaxBy(cell => Number(cell, "value")));
    }

    // Edges of bins are told as they are: 0 to 2,000 is less than 2,000, and the last hit ratio is 1.
    private static string Span(JsonElement map, string side, JsonElement cell)
    {
        var at = (int)Number(cell, side);
        var edges = Items(map, $"{side}_edges").Select(edge => Math.Round(edge.GetDouble(), 6)).ToArray();
        string Edge(double edge) => edge.ToString(edge < 1 ? "0.#" : "N0", CultureInfo.InvariantCulture);
        if (side == "y" && edges[at] == 1) return "1";
        return at == 0 ? $"{(edges[1] >= 1 ? "fewer" : "less")} than {Edge(edges[1])}" : $"{Edge(edges[at])} to {Edge(edges[at + 1])}";
    }

    private static string Counts(JsonElement json, string member) =>
        string.Join(", ", Counted(json, member).Select(each => $"{each.Key} {each.Value.ToString("N0", CultureInfo.InvariantCulture)}"));

    private static IEnumerable<KeyValuePair<string, double>> Counted(JsonElement json, string member) => Items(json, "files")
        .SelectMany(file => file.GetProperty(member).EnumerateObject()).GroupBy(each => each.Name)
        .Select(group => KeyValuePair.Create(group.Key, group.Sum(each => each.Value.GetDouble())))
        .OrderBy(each => each.Key, StringComparer.Ordinal);

    private static string Joined(string[] texts) =>
        texts.Length == 1 ? texts[0] : $"{string.Join(", ", texts[..^1])} and {texts[^1]}";

    private static string Instant(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).ToString(
            "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static IEnumerable<JsonElement> Items(JsonElement json, string name) => json.GetProperty(name).EnumerateArray();

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();

    private static double Tokens(JsonElement model) => Number(model, "input_tokens") + Number(model, "output_tokens");

    private static string Name(JsonElement model) => model.GetProperty("name").GetString()!;
}
