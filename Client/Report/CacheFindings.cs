using static LlmWorkload.Report.Words;

namespace LlmWorkload.Report;

/// <summary>What is found of caches, and of what they could do.</summary>
internal static class CacheFindings
{
    private const double ShortLife = 300;
    private const double LongLife = 3_600;
    private const double TellingShare = 0.2;

    /// <summary>How much of the input comes from a cache.</summary>
    /// <param name="json">The summary of <c>cache_hit_ratio</c>.</param>
    public static IEnumerable<Finding> Hits(SummaryNumbers json)
    {
        if (Series(json, "all") is not { } all)
        {
            yield return Finding.Gap("Hit ratios cannot be told: no request has both cached tokens and input tokens above 0.");
            yield break;
        }

        yield return new Finding(
            $"{Share(all["token_weighted"])} of the input tokens come from a cache, and {Share(all["share_zero"])} of the requests get "
                + $"none from it (n = {Count(all["n"], "request")} with cached and input tokens).",
            "cache_hit_ratio/hit_ratio_cdf").Ranked(6, all["token_weighted"] >= TellingShare, all["n"]);
        if (Series(json, "input_below_1000") is { } brief && Series(json, "input_from_8000") is { } lengthy)
            yield return new Finding(
                $"The mean hit ratio is {Number(brief["hit_ratio.mean"])} with fewer than 1,000 input tokens (n = {Count(
                    brief["n"], "request")}) and {Number(lengthy["hit_ratio.mean"])} with 8,000 or more (n = {Count(
                    lengthy["n"], "request")}).",
                "cache_hit_ratio/hit_ratio_cdf");
        if (json["users.n"] > 0)
            yield return new Finding(
                $"The mean hit ratio of a user is {Number(json["users.hit_ratio_mean.median"])} in the median, {Number(
                    json["users.hit_ratio_mean.p10"])} at p10 and {Number(json["users.hit_ratio_mean.p90"])} at p90 (n = "
                    + $"{Count(json["users.n"], "user")} with more than ten such requests).",
                "cache_hit_ratio/users_hit_ratio_mean_cdf");
    }

    /// <summary>What a cache that is kept for a while would see.</summary>
    /// <param name="json">The summary of <c>pair_arrival</c>.</param>
    public static IEnumerable<Finding> Returns(SummaryNumbers json)
    {
        if (Covered(json, ShortLife) is not { } soon || Covered(json, LongLife) is not { } late)
        {
            yield return Finding.Gap("How soon users come back to a model cannot be told: no user has ten requests to one that begin "
                + "later than the one before.");
            yield break;
        }

        yield return new Finding(
            $"A cache that is kept for {Seconds(ShortLife)} would see {Share(soon)} of the returns of a user to a model, and one that is "
                + $"kept for {Seconds(LongLife)} {Share(late)} (n = {Count(json["ttl.gaps"], "return")} of {Count(
                json["ttl.pairs"], "pair")} of a user and a model with ten or more).",
            "pair_arrival/ttl_coverage").Ranked(8, soon >= TellingShare, json["ttl.gaps"]);
        foreach (var model in json.List("models").Where(model => model["gap_median.n"] > 0).Take(1))
        {
            yield return new Finding(
                $"Of users who come back to {Name(model.Text("name"))} ten times or more, the median one has a median time of {Seconds(
                    model["gap_median.median"])} between requests to it (n = {Count(
                    model["gap_median.n"], "user")}).",
                "pair_arrival/gap_median");
        }
    }

    /// <summary>How much of prompts was seen before.</summary>
    /// <param name="json">The summary of <c>prefix_reuse</c>.</param>
    public static IEnumerable<Finding> Prefixes(SummaryNumbers json)
    {
        var caches = json.List("caches");
        if (caches.Count == 0 || !caches[0].Has("block_hit_rate")) yield break;
        var n = $"(n = {Count(json["blocks"], "block")} of {Count(json["requests"], "request")})";
        yield return new Finding(
            $"A cache without a limit would find {Share(caches[0]["block_hit_rate"])} of all blocks at the beginnings of prompts {n}.",
            "prefix_reuse/hit_rate_by_capacity").Ranked(9, caches[0]["block_hit_rate"] >= TellingShare, json["blocks"]);
        foreach (var small in caches.Skip(1).Where(cache => cache.Has("capacity", "block_hit_rate")).Take(1))
        {
            yield return new Finding(
                $"One with room for {Count(small["capacity"], "block")} would find {Share(small["block_hit_rate"])} {n}.",
                "prefix_reuse/hit_rate_by_capacity");
        }

        if (json["distinct_blocks"] > 0)
            yield return new Finding(
                $"{Share(json["single_use_blocks"] / json["distinct_blocks"])} of the different blocks are seen only once (n = {Count(
                    json["distinct_blocks"], "block")}).",
                "prefix_reuse/hit_rate_by_capacity");
        if (json["reuse_seconds.n"] > 0)
            yield return new Finding(
                $"A block that is seen again was last seen {Seconds(json["reuse_seconds.median"])} before in the median, and {Seconds(
                    json["reuse_seconds.p90"])} at p90 (n = {Count(json["reuse_seconds.n"], "time")}).",
                "prefix_reuse/reuse_seconds_cdf");
    }

    private static SummaryNumbers? Series(SummaryNumbers json, string key) => json.List("series")
        .Where(each => each.Text("key") == key && each["n"] > 0).Select(each => (SummaryNumbers?)each).FirstOrDefault();

    private static double? Covered(SummaryNumbers json, double seconds) => json.List("ttl.coverage")
        .Where(each => each["seconds"] == seconds).Select(each => each.Number("share")).FirstOrDefault();
}
