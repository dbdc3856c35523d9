using static LlmWorkload.Report.Words;

namespace LlmWorkload.Report;

/// <summary>What is found of the models.</summary>
internal static class ModelFindings
{
    private const double TellingTimes = 2;

    // Two ranks have an exponent that is exact, and tells nothing.
    private const double FewestRanks = 3;

    /// <summary>The model with the most requests, and the one with the most tokens.</summary>
    /// <param name="json">The summary of <c>models</c>.</param>
    public static IEnumerable<Finding> Leaders(SummaryNumbers json)
    {
        var models = json.List("models");
        if (models.Count < 2)
        {
            yield return Finding.Gap("Models cannot be compared: the log has only one.");
            yield break;
        }

        yield return Leader(models, "requests", model => model["requests"], "requests").Ranked(
            4, IsTelling(model => model["requests"]), models.Sum(model => model["requests"]));
        if (models.Sum(Tokens) > 0) yield return Leader(models, "input and output tokens", Tokens, "tokens");

        bool IsTelling(Func<SummaryNumbers, double> value) => models.Max(value) * models.Count >= TellingTimes * models.Sum(value);
    }

    /// <summary>How unevenly requests and tokens are spread over models.</summary>
    /// <param name="json">The summary of <c>popularity</c>.</param>
    public static IEnumerable<Finding> Popularity(SummaryNumbers json) =>
    [
        Zipf(json, "models_by_requests", "Requests", "models", "request"), Zipf(json, "models_by_tokens", "Tokens", "models", "token"),
    ];

    /// <summary>A Zipf law of totals by rank, or why there is none.</summary>
    /// <param name="json">The summary of <c>popularity</c>.</param>
    /// <param name="ranking">The ranking, which names the figure, too.</param>
    /// <param name="what">What is spread.</param>
    /// <param name="over">Over what.</param>
    /// <param name="one">One of what is spread.</param>
    public static Finding Zipf(SummaryNumbers json, string ranking, string what, string over, string one) =>
        json[$"{ranking}.entities"] >= FewestRanks
        ? new Finding(
            $"{what} over {over} by rank come nearest to a Zipf law with the exponent {Number(
                json[$"{ranking}.exponent"])}, and cumulative shares are at most {Number(json[$"{ranking}.ks"])} off (n = {Count(
                json[$"{ranking}.entities"], over[..^1])}, {Count(json[$"{ranking}.total"], one)}).",
            $"popularity/{ranking}")
        : Finding.Gap($"How {what.ToLowerInvariant()} fall off by the rank of {over} cannot be told: fewer than three {over} have any.");

    /// <summary>Which family of models led in the first month, and which in the last.</summary>
    /// <param name="json">The summary of <c>monthly_shares</c>.</param>
    public static IEnumerable<Finding> MonthlyShares(SummaryNumbers json)
    {
        var months = json.List("months");

        // The last of the families is all others.
        List<string> families = [.. json.Texts("families").SkipLast(1)];
        if (families.Count < 2 || months.Count < 2)
        {
            yield return Finding.Gap($"Shares of models cannot be followed: the log has only one {(months.Count < 2
                ? "month" : "family of models")}.");
            yield break;
        }

        var (first, share) = Leading(families, months[0]);
        var (last, lastShare) = Leading(families, months[^1]);
        if (first.Count == 0 || last.Count == 0) yield break;
        yield return new Finding(
            $"In {months[0].Text("month")}, the first month, {Have(first)} the most requests, {Part(first, share)} (n = {Count(
                months[0]["requests"], "request")}); in {months[^1].Text("month")}, the last, {(first is [var one] && last is [var same]
                && one == same ? "it still has" : Have(last))} the most, {Part(last, lastShare)} (n = {Count(
                months[^1]["requests"], "request")}).",
            "monthly_shares/request_shares");

        static string Have(List<string> leading) =>
            leading is [var only] ? $"{Name(only)} has" : $"{Whole(leading.Count)} families have";

        static string Part(List<string> leading, double share) =>
            leading.Count == 1 ? $"{Share(share)} of them" : $"equally many, {Share(share)} of them each";
    }

    // Several where they have equally many.
    private static (List<string> Families, double Share) Leading(List<string> families, SummaryNumbers month)
    {
        List<(string Family, double Share)> shares = [.. families.Zip(month.Numbers("request_share"))
            .Where(each => each.Second is not null).Select(each => (each.First, each.Second!.Value))];
        var leading = Most(shares, each => each.Share);
        return ([.. leading.Select(each => each.Family)], leading.Count == 0 ? 0 : leading[0].Share);
    }

    private static List<T> Most<T>(IReadOnlyList<T> all, Func<T, double> value)
    {
        if (all.Count == 0) return [];
        var most = all.Max(value);
        return [.. all.Where(each => value(each) == most)];
    }

    private static double Tokens(SummaryNumbers model) => (model.Number("input_tokens") ?? 0) + (model.Number("output_tokens") ?? 0);

    private static Finding Leader(IReadOnlyList<SummaryNumbers> models, string what, Func<SummaryNumbers, double> value, string figure)
    {
        var (leading, all) = (Most(models, value), models.Sum(value));
        var leader = leading.Count == 1
            ? $"The model with the most {what} is {Name(leading[0].Text("name"))}: it has"
            : $"{Count(leading.Count, "model")} have the most {what}, equally many, {Name(leading[0].Text("name"))} among them: each has";
        return new Finding(
            $"{leader} {Share(value(leading[0]) / all)} of them (n = {Count(all, figure[..^1])}, {Count(models.Count, "model")}).",
            $"per_model_stats/{figure}");
    }
}
