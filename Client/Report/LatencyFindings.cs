using static LlmWorkload.Report.Words;

namespace LlmWorkload.Report;

/// <summary>What is found of latencies.</summary>
internal static class LatencyFindings
{
    private const double TellingTimes = 5;

    private static readonly (string Key, string Subject, string Time, string Lacks)[] Times =
    [
        ("ttft", "The first token comes after", "The time to the first token", "one (ttft)"),
        ("tpot", "Each further token takes", "The time per further token", "all that it is made of (ttft, duration, output_tokens)"),
        ("e2e", "A whole request takes", "The time of a whole request", "one (duration)"),
    ];

    /// <summary>Latencies and rates of requests.</summary>
    /// <param name="json">The summary of <c>service</c>.</param>
    public static IEnumerable<Finding> Service(SummaryNumbers json)
    {
        foreach (var (key, subject, time, lacks) in Times)
        {
            var (n, median, p99) = (json[$"all.{key}.n"], json[$"all.{key}.median"], json[$"all.{key}.p99"]);
            if (!(n > 0))
            {
                yield return Finding.Gap($"{time} cannot be told: no request has {lacks}.");
                continue;
            }

            var finding = new Finding(
                $"{subject} {Seconds(median)} in the median and {Seconds(p99)} at p99{(median > 0 ? $", {Number(
                    p99 / median)} times as long" : "")} (n = {Count(n, "request")}).",
                $"service/{key}_cdf");
            yield return key switch
            {
                "ttft" => finding.Ranked(5, p99 >= TellingTimes * median),
                "e2e" => finding.Ranked(14, p99 >= TellingTimes * median),
                _ => finding,
            };
        }

        if (json["all.prefill_rate.n"] > 0)
            yield return new Finding(
                $"Prompts are read at {Number(json["all.prefill_rate.median"])} input tokens a second in the median, and at {Number(
                    json["all.prefill_rate.p10"])} at p10 (n = {Count(json["all.prefill_rate.n"], "request")}).",
                "service/prefill_rate_cdf");
        if (json["all.overall_rate.n"] > 0)
            yield return new Finding(
                $"Over its whole time a request yields {Number(json["all.overall_rate.median"])} output tokens a second in the median, and "
                    + $"{Number(json["all.overall_rate.p10"])} at p10 (n = {Count(json["all.overall_rate.n"], "request")}).",
                "service/overall_rate_cdf");
    }

    /// <summary>What input and a cache do to the time to the first token.</summary>
    /// <param name="json">The summary of <c>latency_heatmaps</c>.</param>
    public static IEnumerable<Finding> Heatmaps(SummaryNumbers json)
    {
        if (json.Part("ttft_p50") is not { } times) yield return Gap("input and output tokens", "ttft, input_tokens and output_tokens");
        else if (Ends(times, "y", "x") is var (few, many))
            yield return new Finding(
                $"Among requests with {Span(times, "y", few)} output tokens, the median time to the first token goes from {Seconds(
                    few["value"])} at {Span(times, "x", few)} input tokens (n = {Count(few["n"], "request")}) to {Seconds(
                    many["value"])} at {Span(times, "x", many)} (n = {Count(many["n"], "request")}).",
                "latency_heatmaps/ttft_p50");
        else yield return Finding.Gap("What input tokens do to the time to the first token cannot be told: too few requests are alike.");

        if (json.Part("ttft_p50_by_hit") is not { } hits) yield return Gap("hit ratio", "ttft, input_tokens and cached_tokens");
        else if (Ends(hits, "x", "y") is var (cold, warm))
            yield return new Finding(
                $"Among requests with {Span(hits, "x", cold)} input tokens, the median time to the first token goes from {Seconds(
                    cold["value"])} at a hit ratio of {Span(hits, "y", cold)} (n = {Count(cold["n"], "request")}) to {Seconds(
                    warm["value"])} at {Span(hits, "y", warm)} (n = {Count(warm["n"], "request")}).",
                "latency_heatmaps/ttft_p50_by_hit");
        else yield return Finding.Gap("What a cache does to the time to the first token cannot be told: too few requests are alike.");

        static Finding Gap(string what, string columns) =>
            Finding.Gap($"The time to the first token by {what} cannot be told: no request has all of {columns}.");
    }

    /// <summary>How many requests hold their objectives.</summary>
    /// <param name="json">The summary of <c>slo</c>.</param>
    public static IEnumerable<Finding> Objectives(SummaryNumbers json)
    {
        if (!json.Has("all.attainment")) yield break;
        List<string> limits = [.. new[] { "ttft", "tpot", "e2e" }.Where(each => json.Has($"slo.{each}"))
            .Select(each => $"{each} ≤ {Seconds(json[$"slo.{each}"])}")];
        yield return new Finding(
            $"{Share(json["all.attainment"])} of the requests hold {Row(limits)} (n = {Count(json["all.measured"], "request")} that can be "
                + $"measured, of {Whole(json["all.rows"])}).",
            "slo/attainment_by_hour");
    }

    // The first cell and the last of the lowest row (column) that has cells; null where there is only one.
    private static (SummaryNumbers First, SummaryNumbers Last)? Ends(SummaryNumbers map, string fixedSide, string side)
    {
        var line = map.List("cells").GroupBy(cell => cell[fixedSide]).MinBy(group => group.Key)?.OrderBy(cell => cell[side]).ToList();
        return line is { Count: > 1 } ? (line[0], line[^1]) : null;
    }

    private static string Span(SummaryNumbers map, string side, SummaryNumbers cell)
    {
        var edges = map.Numbers($"{side}_edges");
        var at = (int)cell[side];
        if (at + 1 >= edges.Count || edges[at] is not { } from || edges[at + 1] is not { } to) return "?";

        // The last bin of hit ratios has the ratio 1 alone.
        return side == "y" && to > 1 && from == 1 ? "1" : from == 0 ? $"less than {Number(to)}" : $"{Number(from)} to {Number(to)}";
    }
}
