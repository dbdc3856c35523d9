using System.Text.Json;
using LlmWorkload.Report;

namespace LlmWorkload.Tests.Report;

/// <summary>What findings say of summaries that are seldom met, and which of them stand out.</summary>
public sealed class FindingsTests
{
    [Theory]
    [InlineData(0.4, 5_000, "Telling")]
    [InlineData(0.003, 5_000, "Plain")]
    [InlineData(0.5, 1, "Plain")]
    public void Hits_stand_out_where_they_are_many(double share, int n, string kind) => Assert.Equal(
        kind,
        CacheFindings.Hits(Json($$"""{"series":[{"key":"all","n":{{n}},"token_weighted":{{share}},"share_zero":0.1}]}""")).First()
            .Kind.ToString());

    [Theory]
    [InlineData(0, 0, "Plain")]
    [InlineData(0, 5, "Telling")]
    [InlineData(10, 99, "Plain")]
    [InlineData(10, 100, "Telling")]
    public void Lengths_stand_out_where_few_are_long(int median, int p99, string kind) => Assert.Equal(
        kind,
        TokenFindings.Lengths(Json($$$"""{"numeric":{"input_tokens":{"n":500,"median":{{{median}}},"p99":{{{p99}}} } } }""")).First()
            .Kind.ToString());

    [Theory]
    [InlineData("""{"chat":12,"completion":3,"other":2}""", "The most frequent function is chat, with 70.6 % of the requests")]
    [InlineData("""{"chat":12,"completion":3,"other":12}""", "another, or all others together, have as many requests.")]
    [InlineData("""{"chat":12,"completion":12,"other":0}""", "another, or all others together, have as many requests.")]
    [InlineData("""{"chat":0,"completion":0,"other":9}""", "no request has one of those that are known (chat and completion).")]
    public void A_function_is_the_most_frequent_where_it_is_alone(string functions, string words) => Assert.Contains(
        LoadFindings.Daily(Json($$"""{"requests":{"n":2},"days":[{"functions":{{functions}}}]}""")),
        finding => finding.Sentence.Contains(words, StringComparison.Ordinal));

    [Theory]
    [InlineData(31, 0.295, "Plain")]
    [InlineData(594, 45.7, "Telling")]
    public void A_busiest_hour_that_chance_explains_does_not_stand_out(int count, double mean, string kind)
    {
        var rest = mean / 1.8;
        string Hours(double peak, double other) => $"[{peak},{string.Join(',', Enumerable.Repeat(other, 23))}]";
        string Week(double peak, double other) =>
            $"[{Hours(peak, other)},{string.Join(',', Enumerable.Repeat(Hours(other, other), 6))}]";
        var json = FormattableString.Invariant(
            $$"""{"days":[13,13,13,13,13,13,13],"mean":{{Week(mean, rest)}},"counts":{{Week(count, Math.Round(count / 1.8))}},"peak":{"weekday":0,"hour":0,"mean":{{mean}} } }""");
        Assert.Equal(kind, Assert.Single(LoadFindings.Seasonality(Json(json), false, TimeSpan.FromDays(91))).Kind.ToString());
    }

    [Fact]
    public void A_clock_has_no_nearest_law()
    {
        var finding = Assert.Single(ArrivalFindings.Fits(Json(
            """{"all":{"n":9,"raised":0,"best":"exponential","exponential":{"ks":0.632}},"models":[{"best":"exponential"},{"best":"exponential"}]}""")));
        Assert.Equal(
            "Inter-arrival times of all requests are nearly alike, as those of a clock: no law but the exponential could be tried, with "
                + "cumulative shares at most 0.632 off (n = 9 inter-arrival times).",
            finding.Sentence);
    }

    [Theory]
    [InlineData(0, 3, "No model of 3 has arrivals burstier")]
    [InlineData(1, 3, "1 of 3 models has arrivals burstier")]
    [InlineData(2, 3, "2 of 3 models have arrivals burstier")]
    public void Bursty_models_are_counted(int bursty, int models, string words)
    {
        var cvs = string.Join(',', Enumerable.Range(0, models).Select(i => $$"""{"cv":{{(i < bursty ? 2 : 0.5)}}}"""));
        var json = Json(FormattableString.Invariant($$"""{"all":{"cv":1.1,"requests":900},"models":[{{cvs}}]}"""));
        Assert.StartsWith(words, ArrivalFindings.Burstiness(json, TimeSpan.FromDays(1)).First().Sentence);
        Assert.Equal(FindingKind.Gap, Assert.Single(ArrivalFindings.Burstiness(json, TimeSpan.Zero)).Kind);
    }

    [Theory]
    [InlineData(true, "first 2 min after the start of the trace (n = 7 requests with")]
    [InlineData(false, "first at 1970-01-01 00:02:00 UTC (n = 7 requests with")]
    public void A_trace_has_no_dates(bool isRelative, string words) => Assert.Contains(
        words,
        Assert.Single(ServerFindings.Concurrency(
            Json("""{"all":{"mean":0.5,"p99":1,"max":2,"max_at":"1970-01-01T00:02:00Z","requests":9,"excluded":1,"instant":1}}"""),
            isRelative)).Sentence,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(1, "no model has two of them.")]
    [InlineData(2, "no model has a minute with ten requests to two of them.")]
    public void A_model_with_one_instance_has_no_balance(int instances, string words) => Assert.EndsWith(
        words,
        Assert.Single(ServerFindings.Balance(
            Json($$$"""{"models":[{"id":"m","instances":{{{instances}}},"max_mean_tokens":{"n":0}}]}"""), id => id)).Sentence);

    private static SummaryNumbers Json(string json) => new(JsonDocument.Parse(json).RootElement);
}
