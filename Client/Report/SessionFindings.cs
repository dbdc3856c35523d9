using static LlmWorkload.Report.Words;

namespace LlmWorkload.Report;

/// <summary>What is found of sessions.</summary>
internal static class SessionFindings
{
    private const double TellingShare = 0.2;

    /// <summary>Turns, times between them, and how input grows.</summary>
    /// <param name="json">The summary of <c>sessions</c>.</param>
    public static IEnumerable<Finding> Sessions(SummaryNumbers json)
    {
        if (!(json["sessions"] > 0))
        {
            yield return Finding.Gap("Sessions cannot be told: no request can be put into one.");
            yield break;
        }

        var n = $"(n = {Count(json["sessions"], "session")} of {Count(json["requests"], "request")}; {Rule(json)})";
        yield return new Finding(
            $"A session has {Amount(json["turns.mean"], "turn")} on average and {Number(json["turns.max"])} at most, and {Share(
                json["single_turn_share"])} of sessions have a single one {n}.",
            "sessions/turns_cdf").Ranked(15, json["single_turn_share"] <= 1 - TellingShare, json["sessions"]);
        if (json["length_seconds.n"] > 0)
            yield return new Finding(
                $"A session lasts {Seconds(json["length_seconds.median"])} in the median and {Seconds(
                    json["length_seconds.p90"])} at p90 (n = {Count(json["length_seconds.n"], "session")}).",
                "sessions/length_seconds_cdf");
        if (json["think_seconds.n"] > 0)
            yield return new Finding(
                $"From the end of a turn to the next {Seconds(json["think_seconds.median"])} pass in the median and {Seconds(
                    json["think_seconds.p90"])} at p90 (n = {Count(json["think_seconds.n"], "turn")}{(json["overlaps"] > 0
                    ? $"; {Whole(json["overlaps"])} more began before the turn before had ended" : "")}).",
                "sessions/think_seconds_cdf");
        else if (json["turns.max"] > 1)
            yield return Finding.Gap($"Times between turns cannot be told: {(json["overlaps"] > 0
                ? "each turn began before the turn before had ended" : "no turn before another says when it ended (duration)")}.");
        if (json["growth.n"] > 0)
            yield return new Finding(
                $"From turn to turn the input {Change(json["growth.median"])} in the median (n = {Count(json["growth.n"], "turn")}).",
                "sessions/input_by_turn");
        else if (json["turns.max"] > 1)
            yield return Finding.Gap(
                "How input grows from turn to turn cannot be told: no two turns in a row have input tokens (input_tokens).");
        if (json.Has("reuse"))
            yield return new Finding(
                $"{Share(json["reuse"])} of the input of all turns was input or output of the turn before {n}.", "sessions/input_by_turn");
    }

    private static string Change(double tokens) => tokens == 0
        ? "stays as long as it is"
        : $"{(tokens > 0 ? "grows" : "shrinks")} by {Amount(Math.Abs(tokens), "token")}";

    private static string Rule(SummaryNumbers json) => json.Text("rule") switch
    {
        "id" => "one of the log counts for each model that it goes to",
        "gap" => $"one ends after {Seconds(json["parameters.gap_seconds"])} without a request",
        _ => "they are chains of prompts with room for what was said before",
    };
}
