using static LlmWorkload.Report.Words;

namespace LlmWorkload.Report;

/// <summary>What is found of arrivals.</summary>
internal static class ArrivalFindings
{
    private const double Second = 1;
    private const double Hour = 3_600;
    private const double TellingIndex = 10;
    private const double TellingVariation = 1.5;
    private const string Figure = "arrival_fits/inter_arrival_ccdf";

    // Laws as sentences have them, in the order in which they are tried.
    private static readonly Dictionary<string, string> Laws = new()
    {
        ["exponential"] = "an exponential",
        ["gamma"] = "a gamma",
        ["weibull"] = "a Weibull",
        ["lognormal"] = "a lognormal",
    };

    /// <summary>How bursty arrivals are.</summary>
    /// <param name="json">The summary of <c>burstiness</c>.</param>
    /// <param name="span">What the log covers.</param>
    public static IEnumerable<Finding> Burstiness(SummaryNumbers json, TimeSpan span)
    {
        List<double> variations = [.. json.List("models").Select(model => model.Number("cv")).OfType<double>()];
        if (variations.Count == 0 || !json.Has("all.cv"))
        {
            yield return Finding.Gap("How bursty arrivals are cannot be told: no model has three requests.");
            yield break;
        }

        if (span == TimeSpan.Zero)
        {
            yield return Finding.Gap("How bursty arrivals are cannot be told: all requests begin at the same instant.");
            yield break;
        }

        var bursty = variations.Count(cv => cv > 1);
        if (variations.Count > 1)
            yield return new Finding(
                $"{Models(bursty, variations.Count)} arrivals burstier than a Poisson process, that is with a "
                    + "coefficient of variation of inter-arrival times above 1 (n = "
                    + $"{Count(variations.Count, "model")} with three requests or more).",
                "burstiness/cv_by_rate").Ranked(
                3, 2 * variations.Count(cv => cv >= TellingVariation) > variations.Count, json["all.requests"]);
        var (within, windows) = json["all.windows"] > 0 && json.Has("all.window_cv.median", "all.share_cv_above_1")
            ? ($"; inside windows of {Seconds(json["all.window_seconds"])} it is {Number(
                json["all.window_cv.median"])} in the median, and above 1 in {Share(json["all.share_cv_above_1"])} of them",
                $", {Count(json["all.windows"], "window")} with ten of them or more")
            : ("", "");
        var together = new Finding(
            $"The inter-arrival times of all requests together have a coefficient of variation of {Number(
                json["all.cv"])}, where a Poisson process has 1{within} (n = {Count(json["all.requests"], "request")}{windows}).",
            Figure);
        yield return variations.Count > 1 ? together : together.Ranked(3, json["all.cv"] >= TellingVariation, json["all.requests"]);
        if (Bins(json, Second) is { } seconds && Bins(json, Hour) is { } hours)
            yield return new Finding(
                $"Variance / mean is {Number(seconds["index"])} for requests per second and {Number(
                    hours["index"])} for requests per hour, where a Poisson process has 1 for both (n = {Count(
                    seconds["bins"], "second")}, {Count(hours["bins"], "hour")}).",
                "burstiness/dispersion").Ranked(10, hours["index"] >= TellingIndex, json["all.requests"]);
    }

    /// <summary>Which law inter-arrival times follow.</summary>
    /// <param name="json">The summary of <c>arrival_fits</c>.</param>
    public static IEnumerable<Finding> Fits(SummaryNumbers json)
    {
        if (json.Part("all") is not { } all || all.Text("best") is not { } best || !all.Has("n", $"{best}.ks"))
        {
            yield return Finding.Gap("Laws cannot be fitted to inter-arrival times: the log has too few requests.");
            yield break;
        }

        if (all["raised"] == all["n"])
        {
            yield return Finding.Gap("Laws cannot be fitted to inter-arrival times: all of them are below 1 ms, and count as 1 ms.");
            yield break;
        }

        var n = $"(n = {Count(all["n"], "inter-arrival time")})";
        var tried = Laws.Keys.Count(law => all.Has($"{law}.ks"));
        yield return new Finding(
            tried == 1
                ? "Inter-arrival times of all requests are nearly alike, as those of a clock: no law but the exponential could be tried, "
                    + $"{Off(all, best)} {n}."
                : $"Inter-arrival times of all requests are nearest to {Laws.GetValueOrDefault(best, best)} law of the {Whole(
                    tried)} that were tried, {Off(all, best)} {n}{ByModel(json)}.",
            Figure);
        if (all.Has("gamma.parameters.shape", "gamma.ks", "exponential.parameters.rate"))
            yield return new Finding(
                $"A load generator draws such arrivals with {Number(all["exponential.parameters.rate"])} requests a second and a gamma law "
                    + $"of the shape {Number(all["gamma.parameters.shape"])}, where a Poisson process has 1, {Off(all, "gamma")} {n}.",
                Figure);
        if (all["raised"] > 0)
            yield return new Finding(
                $"{Share(all["raised"] / all["n"])} of the inter-arrival times are below 1 ms, and count as 1 ms: these requests come "
                    + $"together {n}.",
                Figure);
    }

    private static string Models(int some, int all) =>
        some == 0 ? $"No model of {Whole(all)} has" : $"{Whole(some)} of {Whole(all)} models {(some == 1 ? "has" : "have")}";

    private static string Off(SummaryNumbers fits, string law) => $"with cumulative shares at most {Number(fits[$"{law}.ks"])} off";

    private static string ByModel(SummaryNumbers json)
    {
        List<(string Law, int Models)> nearest = [.. Laws.Keys
            .Select(law => (law, json.List("models").Count(model => model.Text("best") == law)))
            .Where(each => each.Item2 > 0).OrderByDescending(each => each.Item2)];
        if (nearest.Sum(each => each.Models) < 2) return "";
        var laws = Row([.. nearest.Select(each => $"{Whole(each.Models)} to {Laws[each.Law]} law")]);
        return $"; of single models, those of {laws} (n = {Count(nearest.Sum(each => each.Models), "model")} with enough requests)";
    }

    private static SummaryNumbers? Bins(SummaryNumbers json, double seconds) => json.List("all.dispersion")
        .Where(each => each["seconds"] == seconds && each.Has("index", "bins")).Select(each => (SummaryNumbers?)each).FirstOrDefault();
}
