using LlmWorkload.Analyses;
using static LlmWorkload.Report.Words;

namespace LlmWorkload.Report;

/// <summary>What is found of latencies.</summary>
internal static class LatencyFindings
{
    private const double TellingTimes = 5;
    private const double TellingDoublings = 1;

    private static readonly (string Key, string Subject, string Time, string Lacks)[] Times =
    [
        ("ttft", "The first token comes after", "The time to the first token", "one (ttft)"),
        ("tpot", "Each further token takes", "The time per further token",
            "all that it is made of (ttft, duration, output_tokens above 1)"),
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
                $"{subject} {Seconds(median)} in the median and {Seconds(p99)} at p99{(median > 0
                    && !IsOne(p99 / median) ? $", {Number(p99 / median)} times as long" : "")} (n = {Count(n, "request")}).",
                $"service/{key}_cdf");
            yield return key switch
            {
                "ttft" => finding.Ranked(5, p99 > 0 && p99 >= TellingTimes * median, n),
                "e2e" => finding.Ranked(14, p99 > 0 && p99 >= TellingTimes * median, n),
                _ => finding,
            };
        }

        if (json["all.prefill_rate.n"] > 0)
            yield return new Finding(
                $"Prompts are read at {Number(json["all.prefill_rate.median"])} input tokens a second in the median, and at {Number(
                    json["all.prefill_rate.p10"])} at p10 (n = {Count(json["all.prefill_rate.n"], "request")}).",
                "service/prefill_rate_cdf");
        else yield return Finding.Gap("How fast prompts are read cannot be told: no request has both ttft and input tokens above 0.");
        if (json["all.overall_rate.n"] > 0)
            yield return new Finding(
                $"Over its whole time a request yields {Number(json["all.overall_rate.median"])} output tokens a second in the median, and "
                    + $"{Number(json["all.overall_rate.p10"])} at p10 (n = {Count(json["all.overall_rate.n"], "request")}).",
                "service/overall_rate_cdf");
        else yield return Finding.Gap(
            "Output tokens a second cannot be told: no request has both a duration above 0 and output tokens.");
    }

    /// <summary>What input and a cache do to the time to the first token.</summary>
    /// <param name="json">The summary of <c>latency_heatmaps</c>.</param>
    public static IEnumerable<Finding> Heatmaps(SummaryNumbers json)
    {
        if (json.Part("ttft_p50") is not { } times) yield return Gap("input and output tokens", "ttft, input_tokens and output_tokens");
        else if (Line(times, "y", "x", isByHit: false) is { } tokens)
            yield return new Finding(
                $"Among requests with {Span(times, "y", tokens[0])} output tokens, the median time to the first token {Along(
                    times, "x", tokens, span => $"at {span} input tokens")}.",
                "latency_heatmaps/ttft_p50");
        else yield return Finding.Gap("What input tokens do to the time to the first token cannot be told: "
            + "no two classes with enough requests differ in input tokens alone.");

        if (json.Part("ttft_p50_by_hit") is not { } hits) yield return Gap("hit ratio", "ttft, input_tokens and cached_tokens");
        else if (Line(hits, "x", "y", isByHit: true) is { } ratios)
            yield return new Finding(
                $"Among requests with {Span(hits, "x", ratios[0])} input tokens, the median time to the first token {Along(
                    hits, "y", ratios, span => $"at a hit ratio of {span}")}.",
                "latency_heatmaps/ttft_p50_by_hit").Ranked(
                6, Math.Abs(Math.Log2(ratios[0]["value"] / ratios[^1]["value"])) >= TellingDoublings,
                Math.Min(ratios[0]["n"], ratios[^1]["n"]));
        else yield return Finding.Gap("What a cache does to the time to the first token cannot be told: "
            + "no two classes with enough requests differ in the hit ratio alone.");


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

    // The cells of the lowest row (column) of the figure that has two, ascending; null where none has. What is not drawn is not told.
    private static List<SummaryNumbers>? Line(SummaryNumbers map, string fixedSide, string side, bool isByHit)
    {
        var (x, y) = (map.Numbers("x_edges"), map.Numbers("y_edges"));
        var line = map.List("cells")
            .Where(cell => HeatmapCells.IsDrawn(x[(int)cell["x"]] ?? 0, y[(int)cell["y"]] ?? 0, isByHit))
            .GroupBy(cell => cell[fixedSide]).Where(group => group.Count() > 1).MinBy(group => group.Key);
        return line?.OrderBy(cell => cell[side]).ToList();
    }

    // From the first cell to the last; and the one between them that is above both.
    private static string Along(SummaryNumbers map, string side, List<SummaryNumbers> line, Func<string, string> at)
    {
        var (first, last, most) = (line[0], line[^1], line.MaxBy(cell => cell["value"]));
        var course = Course(Seconds(first["value"]), At(first), Seconds(last["value"]), At(last));
        return most["value"] > Math.Max(first["value"], last["value"])
            ? $"{course}, and is longest with {Seconds(most["value"])} {At(most)}"
            : course;

        string At(SummaryNumbers cell) => $"{at(Span(map, side, cell))} (n = {Count(cell["n"], "request")})";
    }

    private static string Span(SummaryNumbers map, string side, SummaryNumbers cell)
    {
        var edges = map.Numbers($"{side}_edges");
        var at = (int)cell[side];
        if (at + 1 >= edges.Count || edges[at] is not { } from || edges[at + 1] is not { } to) return "?";

        // The last bin of hit ratios has the ratio 1 alone.
        if (side == "y" && to > 1 && from == 1) return "1";
        return from == 0 ? $"{(to >= 1 ? "fewer" : "less")} than {Number(to)}" : $"{Number(from)} to {Number(to)}";
    }
}
