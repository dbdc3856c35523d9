using static LlmWorkload.Report.Words;

namespace LlmWorkload.Report;

/// <summary>What is found of the lengths of prompts and answers.</summary>
internal static class TokenFindings
{
    private const double TellingTimes = 10;
    private const double TellingDoublings = 1;

    // |z| below it is within chance at the 5 % level.
    private const double CertainZ = 2;
    private const double SettledAlpha = 3;

    private static readonly (string Key, string Name, string Rows)[] Sides =
        [("input_tokens", "input", "prompts"), ("output_tokens", "output", "answers")];

    /// <summary>Input and output tokens of a request.</summary>
    /// <param name="json">The summary of <c>overview</c>.</param>
    public static IEnumerable<Finding> Lengths(SummaryNumbers json)
    {
        foreach (var (key, name, _) in Sides)
        {
            var (n, median, p99) = (json[$"numeric.{key}.n"], json[$"numeric.{key}.median"], json[$"numeric.{key}.p99"]);
            if (!(n > 0))
            {
                yield return Finding.Gap($"The {name} of a request cannot be told: no request has {name} tokens ({key}).");
                continue;
            }

            yield return new Finding(
                $"A request has {Amount(median, $"{name} token")} in the median and {Number(p99)} at p99{(median > 0
                    && !IsOne(p99 / median) ? $", {Number(p99 / median)} times as many" : "")} (n = {Count(n, "request")}).",
                $"overview/{key}_cdf").Ranked(
                    key == Sides[0].Key ? 7 : 11, p99 > 0 && p99 >= TellingTimes * median, n);
        }
    }

    /// <summary>How medians have moved from the first month to the last.</summary>
    /// <param name="json">The summary of <c>monthly_tokens</c>.</param>
    public static IEnumerable<Finding> ByMonth(SummaryNumbers json)
    {
        List<SummaryNumbers> months = [.. json.List("months").Where(month => month["input_tokens.n"] > 0)];
        if (months.Count < 2)
        {
            yield return Finding.Gap(
                $"Lengths cannot be followed over months: {(months.Count == 0 ? "no month has requests" : "only one month has requests")} "
                    + "with input and output tokens above 0.");
            yield break;
        }

        var (first, last) = (months[0], months[^1]);
        foreach (var (key, name, _) in Sides)
        {
            yield return new Finding(
                $"The median {name} of a request {Course(Median(first), At(first), Median(last), At(last))}.",
                $"monthly_tokens/{key}").Ranked(
                4, Math.Abs(Math.Log2(first[$"{key}.median"] / last[$"{key}.median"])) >= TellingDoublings,
                Math.Min(first[$"{key}.n"], last[$"{key}.n"]));

            string Median(SummaryNumbers month) => Amount(month[$"{key}.median"], "token");

            string At(SummaryNumbers month) => $"in {month.Text("month")} (n = {Count(month[$"{key}.n"], "request")})";
        }
    }

    /// <summary>Which law lengths follow, and how heavy their tail is.</summary>
    /// <param name="json">The summary of <c>token_fits</c>.</param>
    public static IEnumerable<Finding> Laws(SummaryNumbers json)
    {
        foreach (var (key, name, rows) in Sides)
        {
            if (json.Part($"all.{key}") is not { } fits || fits.Text("best") is not { } best)
            {
                yield return Finding.Gap($"Laws cannot be fitted to {name} tokens: too few requests have {name} tokens above 0.");
                continue;
            }

            if (fits.Has("lognormal.aic", "exponential.aic", $"{best}.ks"))
            {
                var other = best == "lognormal" ? "an exponential" : "a lognormal";
                yield return new Finding(
                    $"Lengths of {rows} are nearer to {(best == "lognormal" ? "a lognormal" : "an exponential")} law than to {other} one, "
                        + $"and cumulative shares are at most {Number(fits[$"{best}.ks"])} off (n = {Count(fits["n"], "request")} with "
                        + $"{name} tokens above 0).",
                    $"token_fits/{key}_ccdf");
            }
            else yield return Finding.Gap($"Laws of {name} tokens cannot be compared: all counts above 0 are alike.");

            if (fits.Part("pareto_tail") is { } tail && tail.Has("xmin", "alpha", "n_tail", "ks", "vs_exponential.z"))
                yield return Tail(tail, key, name, rows);
            else yield return Finding.Gap($"How heavy the tail of {rows} is cannot be told: no tail of {name} tokens is long enough.");
        }
    }

    private static Finding Tail(SummaryNumbers tail, string key, string name, string rows)
    {
        var z = tail["vs_exponential.z"];
        var (weight, fits) = z > CertainZ ? ("heavier than exponential", "better than an exponential one")
            : z < -CertainZ ? ("lighter than exponential", "worse than an exponential one")
            : ("neither clearly heavier nor clearly lighter than exponential", "as well as an exponential one");
        var spread = z > CertainZ && tail["alpha"] < SettledAlpha ? "; a power law whose exponent is below 3 has an infinite variance" : "";
        return new Finding(
            $"The tail of {rows}, from {Whole(tail["xmin"])} {name} tokens on, is {weight}: a power law with the exponent {Number(
                tail["alpha"])} fits it {fits}{spread} (z = {Number(z)}, n = {Count(tail["n_tail"], "request")} in the tail).",
            $"token_fits/{key}_ccdf").Ranked(
                key == Sides[0].Key ? 12 : 13, z > CertainZ, tail["n_tail"]);
    }
}
