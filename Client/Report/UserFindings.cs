using static LlmWorkload.Report.Words;

namespace LlmWorkload.Report;

/// <summary>What is found of the users.</summary>
internal static class UserFindings
{
    private const int Heaviest = 10;
    private const double TellingTimes = 2;

    /// <summary>How unevenly requests are spread over users, and how bursty a user's own are.</summary>
    /// <param name="json">The summary of <c>clients</c>.</param>
    public static IEnumerable<Finding> Clients(SummaryNumbers json)
    {
        var users = json["all.clients"];
        if (!(users > 1))
        {
            yield return Finding.Gap("Users cannot be compared: the log has only one.");
            yield break;
        }

        var n = $"(n = {Count(users, "user")}, {Count(json["all.requests"], "request")})";
        var (key, count) = users > Heaviest ? ("k10", Heaviest) : ("k1", 1);
        var share = json[$"all.top_share.{key}"];
        var heaviest = users > Heaviest
            ? $"The ten users with the most requests send {Share(share)} of them"
            : $"No user sends more than {Share(share)} of the requests";
        yield return new Finding(
            $"{heaviest}, and {Count(json["all.clients_for.p80"], "user")} of {Whole(users)} {(json["all.clients_for.p80"] == 1
                ? "alone at least 80 %" : "together at least 80 %")} {n}.",
            "clients/lorenz_requests").Ranked(2, share * users >= TellingTimes * count, json["all.requests"]);
        if (json.Has("all.gini_requests", "all.gini_tokens"))
            yield return new Finding(
                $"The Gini coefficient of users is {Number(json["all.gini_requests"])} for requests and {Number(
                    json["all.gini_tokens"])} for tokens, where 0 is all alike {n}.",
                "clients/lorenz_tokens");
        else if (json.Has("all.gini_requests"))
            yield return new Finding(
                $"The Gini coefficient of users is {Number(json["all.gini_requests"])} for requests, where 0 is all alike {n}.",
                "clients/lorenz_requests");
        if (json["all.cv.n"] > 0)
            yield return new Finding(
                $"The inter-arrival times of a user's own requests have a coefficient of variation of {Number(
                    json["all.cv.median"])} in the median and {Number(json["all.cv.p90"])} at p90 (n = {Count(
                    json["all.cv.n"], "user")} with three requests or more).",
                "clients/cv_cdf");
    }

    /// <summary>How requests fall off by the rank of users.</summary>
    /// <param name="json">The summary of <c>popularity</c>.</param>
    public static IEnumerable<Finding> Popularity(SummaryNumbers json) =>
        [ModelFindings.Zipf(json, "users_by_requests", "Requests", "users", "request")];

    /// <summary>How many models a user asks.</summary>
    /// <param name="json">The summary of <c>users</c>.</param>
    public static IEnumerable<Finding> Models(SummaryNumbers json)
    {
        if (json["models_per_user.n"] > 0 && json["models_per_user.max"] > 1)
            yield return new Finding(
                $"The median user asks {Amount(json["models_per_user.median"], "model")}, and no user more than {Whole(
                    json["models_per_user.max"])} (n = {Count(json["models_per_user.n"], "user")}).",
                "user_analysis/models_per_user_cdf");
    }
}
