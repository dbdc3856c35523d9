using static LlmWorkload.Report.Words;

namespace LlmWorkload.Report;

/// <summary>What is found of the load over time.</summary>
internal static class LoadFindings
{
    private const double TellingTimes = 1.5;
    private const string OtherFunctions = "other";

    /// <summary>Requests, tokens, users and models of a date.</summary>
    /// <param name="json">The summary of <c>daily</c>.</param>
    public static IEnumerable<Finding> Daily(SummaryNumbers json)
    {
        var days = json["requests.n"];
        if (!(days > 1))
        {
            yield return Finding.Gap("Dates cannot be compared: the log has only one.");
            yield break;
        }

        var n = $"(n = {Count(days, "date")})";
        yield return new Finding(
            $"A date has {Number(json["requests.median"])} requests in the median, from {Number(json["requests.min"])} to {Number(
                json["requests.max"])} {n}.",
            "requests");
        yield return json["tokens.max"] > 0
            ? new Finding(
                $"A date has {Number(json["tokens.median"])} tokens of input and output in the median, and {Number(
                    json["tokens.max"])} at most {n}.",
                "tokens")
            : Finding.Gap("Tokens of a date cannot be told: no completed request has a token count.");
        if (json["users.max"] > 0)
            yield return new Finding(
                $"On a date {Number(json["users.median"])} users are active in the median, and {Number(json["users.max"])} at most {n}.",
                "users");
        if (json["models.max"] > 1)
            yield return new Finding(
                $"On a date {Number(json["models.median"])} models are asked in the median, and {Number(json["models.max"])} at most {n}.",
                "models");
        if (Leading(json.List("days")) is var (function, share, requests))
            yield return new Finding(
                $"The most frequent function is {function}, with {Share(share)} of the requests (n = {Count(requests, "request")}).",
                "functions");
    }

    /// <summary>The busiest hour of the week.</summary>
    /// <param name="json">The summary of <c>seasonality</c>.</param>
    /// <param name="isRelative">Whether instants count from the start of a trace, so that nobody knows the hour of a clock.</param>
    public static IEnumerable<Finding> Seasonality(SummaryNumbers json, bool isRelative)
    {
        if (isRelative)
        {
            yield return Finding.Gap("The busiest hour of the week cannot be told: the log's instants count from the start of a trace.");
            yield break;
        }

        List<double> means = [.. json.List("mean").SelectMany(day => day.Json.EnumerateArray())
            .Where(hour => hour.ValueKind == System.Text.Json.JsonValueKind.Number).Select(hour => hour.GetDouble())];
        if (!json.Has("peak.weekday", "peak.hour", "peak.mean") || means.Count == 0) yield break;

        var requests = json.List("counts").SelectMany(day => day.Json.EnumerateArray()).Sum(hour => hour.GetDouble());
        var times = json["peak.mean"] / means.Average();
        yield return new Finding(
            $"The busiest hour of the week begins on {Weekday(json["peak.weekday"])} at {json["peak.hour"]:00}:00 UTC: it has {Number(
                json["peak.mean"])} requests on average, {Number(times)} times the mean of all hours (n = {Count(
                requests, "request")} on {Count(json.Numbers("days").Sum() ?? 0, "date")}).",
            "requests_by_hour_and_weekday").Ranked(1, times >= TellingTimes);
    }

    private static (string Function, double Share, double Requests)? Leading(IReadOnlyList<SummaryNumbers> days)
    {
        List<KeyValuePair<string, double>> functions = [.. days.SelectMany(day => day.Part("functions")?.Json.EnumerateObject() ?? default)
            .GroupBy(function => function.Name, function => function.Value.GetDouble())
            .Select(group => KeyValuePair.Create(group.Key, group.Sum()))];
        var requests = functions.Sum(function => function.Value);
        if (requests == 0) return null;
        var (most, count) = functions.Where(function => function.Key != OtherFunctions).MaxBy(function => function.Value);
        return count > 0 ? (most, count / requests, requests) : null;
    }
}
