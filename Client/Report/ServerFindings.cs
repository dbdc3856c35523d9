using System.Globalization;
using static LlmWorkload.Report.Words;

namespace LlmWorkload.Report;

/// <summary>What is found of requests in progress, and of how instances share them.</summary>
internal static class ServerFindings
{
    private const double TellingTimes = 5;
    private const double TellingBalance = 1.5;
    private const double ManyRequests = 50;

    /// <summary>Requests in progress.</summary>
    /// <param name="json">The summary of <c>concurrency</c>.</param>
    /// <param name="isRelative">Whether instants count from the start of a trace.</param>
    public static IEnumerable<Finding> Concurrency(SummaryNumbers json, bool isRelative)
    {
        if (!json.Has("all.mean", "all.p99", "all.max") || json.Text("all.max_at") is not { } at)
        {
            yield return Finding.Gap("Requests in progress cannot be told: no duration is above 0.");
            yield break;
        }

        var requests = json["all.requests"] - json["all.excluded"] - json["all.instant"];
        yield return new Finding(
            $"Requests in progress are {Number(json["all.mean"])} on average, at most {Whole(
                json["all.p99"])} for 99 % of the time, and at most {Whole(json["all.max"])} ever, first {First(
                at, isRelative)} (n = {Count(requests, "request")} with a duration above 0).",
            "concurrency/concurrency_all").Ranked(
            16, json["all.mean"] >= 1 && json["all.max"] >= TellingTimes * json["all.mean"], requests);
    }

    private static string First(string at, bool isRelative) =>
        isRelative && DateTime.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
            ? $"{Seconds((instant - DateTime.UnixEpoch).TotalSeconds)} after the start of the trace"
            : $"at {Instant(at)} UTC";

    /// <summary>How evenly instances are loaded, and what a loaded one costs.</summary>
    /// <param name="json">The summary of <c>instance_balance</c>.</param>
    /// <param name="folderOf">The folder of a model's figures, by its id.</param>
    public static IEnumerable<Finding> Balance(SummaryNumbers json, Func<string, string> folderOf)
    {
        // The one that most is known of.
        var models = json.List("models").Where(each => each["max_mean_tokens.n"] > 0 && each.Text("id") is not null).ToList();
        if (models.Count == 0)
        {
            yield return Finding.Gap(json.List("models").Any(each => each["instances"] > 1)
                ? "How evenly instances are loaded cannot be told: no model has a minute with ten requests to two of them."
                : "How evenly instances are loaded cannot be told: no model has two of them.");
            yield break;
        }

        var model = models.MaxBy(each => each["max_mean_tokens.n"]);
        var (name, folder) = (Name(model.Text("name")), folderOf(model.Text("id")!));
        yield return new Finding(
            $"In the median minute the busiest instance of {name} gets {(IsOne(model["max_mean_tokens.median"]) ? "" : $"{Number(
                model["max_mean_tokens.median"])} times ")}as many tokens as those that are active get on average (n = {Count(
                model["max_mean_tokens.n"], "minute")} with ten requests or more to two or more of its {Count(
                model["instances"], "instance")}).",
            $"instance_balance/{folder}/by_hour").Ranked(
            9, model["max_mean_tokens.median"] >= TellingBalance, model["max_mean_tokens.n"]);
        List<SummaryNumbers> loads = [.. model.List("by_load").Where(each => each["n"] >= ManyRequests && each.Has("ttft_p90"))];
        if (loads.Count > 1)
            yield return new Finding(
                $"The p90 of the time to the first token of {name} {Course(
                    Seconds(loads[0]["ttft_p90"]), $"where its instance gets {Load(loads[0])} tokens in the same second {N(loads[0])}",
                    Seconds(loads[^1]["ttft_p90"]), $"where it gets {Load(loads[^1])} {N(loads[^1])}")}.",
                $"instance_balance/{folder}/by_load");
    }

    private static string N(SummaryNumbers load) => $"(n = {Count(load["n"], "request")})";

    private static string Load(SummaryNumbers load) => $"{Number(load["from"])} to {Number(load["to"])}";
}
