using System.Text.Json;
using static LlmWorkload.Report.Words;

namespace LlmWorkload.Report;

/// <summary>What is found of the load over time.</summary>
internal static class LoadFindings
{
    private const double TellingTimes = 1.5;
    private const double EnoughOfDates = 0.8;
    private const double CertainDeviations = 5;
    private const int HoursOfDay = 24;
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
            $"The median date has {Amount(json["requests.median"], "request")}, the quietest {Whole(
                json["requests.min"])} and the busiest {Whole(json["requests.max"])} {n}.",
            "daily/requests");
        yield return json["tokens.max"] > 0
            ? new Finding(
                $"The median date has {Amount(json["tokens.median"], "token")} of input and output, and the one with the most {Whole(
                    json["tokens.max"])} {n}.",
                "daily/tokens")
            : Finding.Gap("Tokens of a date cannot be told: no completed request has a token count.");
        if (json["users.max"] > 0)
            yield return new Finding(
                $"The median date has {Amount(json["users.median"], "active user")}, and no date more than {Whole(json["users.max"])} {n}.",
                "daily/users");
        if (json["models.max"] > 1)
            yield return new Finding(
                $"The requests of the median date go to {Amount(json["models.median"], "model")}, and those of no date to more than {Whole(
                    json["models.max"])} {n}.",
                "daily/models");
        yield return Function(json.List("days"));
    }

    /// <summary>The busiest hour of the week.</summary>
    /// <param name="json">The summary of <c>seasonality</c>.</param>
    /// <param name="isRelative">Whether instants count from the start of a trace, so that nobody knows the hour of a clock.</param>
    /// <param name="span">What the log covers.</param>
    public static IEnumerable<Finding> Seasonality(SummaryNumbers json, bool isRelative, TimeSpan span)
    {
        if (isRelative)
        {
            yield return Finding.Gap("The busiest hour of the week cannot be told: the log's instants count from the start of a trace.");
            yield break;
        }

        // Hours before the log and after it count as empty ones: of a log of few hours nearly all are of this kind.
        var days = json.Numbers("days");
        if (span.TotalDays < EnoughOfDates * days.Sum())
        {
            yield return Finding.Gap("The busiest hour of the week cannot be told: the log covers too little of its dates.");
            yield break;
        }

        var means = Hours(json, "mean").OfType<double>().ToList();
        if (!json.Has("peak.weekday", "peak.hour", "peak.mean") || means.Count == 0) yield break;

        var counts = Hours(json, "counts");
        var requests = counts.Sum() ?? 0;
        var times = json["peak.mean"] / means.Average();
        yield return new Finding(
            $"{Busiest(json, days, means)}{(IsOne(times) ? "as many as" : $"{Number(times)} times")} the mean hour (n = {Count(
                requests, "request")} on {Count(days.Sum() ?? 0, "date")}).",
            "seasonality/requests_by_hour_and_weekday").Ranked(1, times >= TellingTimes && IsBeyondChance(
            counts[((int)json["peak.weekday"] * HoursOfDay) + (int)json["peak.hour"]] ?? 0, times), requests);
    }

    // Of 168 hours that are alike the busiest has three standard deviations more, too.
    private static bool IsBeyondChance(double count, double times) =>
        count >= (count / times) + (CertainDeviations * Math.Sqrt(count / times));

    // Hour by hour from Monday on; null where a weekday has no dates.
    private static List<double?> Hours(SummaryNumbers json, string path) =>
    [
        .. json.List(path).SelectMany(day => day.Json.EnumerateArray())
            .Select(hour => hour.ValueKind == JsonValueKind.Number ? hour.GetDouble() : (double?)null),
    ];

    // Hours that are equally busy have no first among them but that of the calendar.
    private static string Busiest(SummaryNumbers json, IReadOnlyList<double?> days, List<double> means)
    {
        var mean = json["peak.mean"];
        var weekday = Weekday(json["peak.weekday"]);
        var hour = $"{weekday} {json["peak.hour"]:00}:00 UTC";
        var ofWeek = days.All(dates => dates > 0) ? " of the week" : "";
        var alike = means.Count(each => each == mean);
        if (alike > 1)
            return $"{Count(alike, "hour")}{ofWeek} are the busiest, all alike, {hour} the first of them: each has {Amount(
                mean, "request")} on average, ";
        var dates = days.ElementAtOrDefault((int)json["peak.weekday"]) is > 1 and var many
            ? $"on average over {Whole(many)} {weekday}s"
            : $"on the log's only {weekday}";
        return $"The busiest hour{ofWeek} is {hour} with {Amount(mean, "request")} {dates}, ";
    }

    private static Finding Function(IReadOnlyList<SummaryNumbers> days)
    {
        List<KeyValuePair<string, double>> functions = [.. days.SelectMany(day => day.Part("functions")?.Json.EnumerateObject() ?? default)
            .GroupBy(function => function.Name, function => function.Value.GetDouble())
            .Select(group => KeyValuePair.Create(group.Key, group.Sum()))];
        var requests = functions.Sum(function => function.Value);
        var known = functions.Where(function => function.Key != OtherFunctions && function.Value > 0).ToList();
        if (known.Count == 0)
            return Finding.Gap($"The most frequent function cannot be told: no request has one of those that are known ({Row(
                [.. functions.Select(function => function.Key).Where(name => name != OtherFunctions)])}).");
        var (most, count) = known.MaxBy(function => function.Value);

        // The others may hide a function that has as many.
        return functions.Count(function => function.Value >= count) == 1
            ? new Finding(
                $"The most frequent function is {most}, with {Share(count / requests)} of the requests (n = {Count(requests, "request")}).",
                "daily/functions")
            : Finding.Gap("The most frequent function cannot be told: another, or all others together, have as many requests.");
    }
}
