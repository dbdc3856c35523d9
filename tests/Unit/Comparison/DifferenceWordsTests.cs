using LlmWorkload.Comparison;

namespace LlmWorkload.Tests.Comparison;

/// <summary>Differences in plain words.</summary>
public sealed class DifferenceWordsTests
{
    [Theory]
    [InlineData("ttft", null, "p99", 0.91, 1.26, 0.14, "ttft p99 +38 % (0.91 s → 1.26 s), D = 0.14")]
    [InlineData("tpot", "llama", "p50", 0.02, 0.015, 0.3, "tpot p50 of llama −25 % (20 ms → 15 ms), D = 0.3")]
    [InlineData("input_tokens", null, "mean", 100, 12_345.6, 1, "input_tokens mean ×123 (100 → 12,346), D = 1")]
    [InlineData("hit_ratio", null, "p50", 0, 0.5, 0.2, "hit_ratio p50 from 0 (0 → 0.5), D = 0.2")]
    [InlineData("inter_arrival", null, "p50", 1, 0, 0.2, "inter_arrival p50 to 0 (1 s → 0 s), D = 0.2")]
    [InlineData("inter_arrival", null, "p50", 14_643, 8.32, 0.43, "inter_arrival p50 ÷1,760 (14,643 s → 8.32 s), D = 0.43")]
    public void A_difference_is_told(string name, string? model, string part, double a, double b, double distance, string words) =>
        Assert.Equal(words, DifferenceWords.Of(new ComparedDifference(name, model, part, a, b, distance, IsShare: false)));

    [Theory]
    [InlineData("hour", "20", 0.0726, 0.0192, "requests at hour 20: 7.26 % → 1.92 % (−5.3 points)")]
    [InlineData("weekday", "6", 0.1, 0.125, "requests on weekday 6 (Sunday): 10 % → 12.5 % (+2.5 points)")]
    public void A_share_is_told(string name, string key, double a, double b, string words) =>
        Assert.Equal(words, DifferenceWords.Of(new ComparedDifference(name, null, key, a, b, Math.Abs(b - a), IsShare: true)));

    [Theory]
    [InlineData("ttft.p99", 1.2, false, 1.3846, 0.91, 1.26, "1.385 (0.91 s → 1.26 s), above 1.2")]
    [InlineData("ks", 0.1, false, 0.02, null, null, "0.02, at most 0.1")]
    [InlineData("requests.ratio", 0.9, true, 0.5, 1_000.0, 500.0, "0.5 (1,000 → 500), below 0.9")]
    public void A_verdict_has_its_reason(
        string key, double limit, bool minimum, double value, double? a, double? b, string words)
    {
        var holds = minimum ? value >= limit : value <= limit;

        Assert.Equal(words, DifferenceWords.Of(new GateVerdict(new ComparisonGate(key, limit, minimum), value, holds, a, b)));
    }

    [Fact]
    public void A_verdict_without_a_value_says_so() => Assert.Equal(
        "no value: a side has none, or A has 0",
        DifferenceWords.Of(new GateVerdict(new ComparisonGate("ttft.ks", 1, false), null, false)));

    [Fact]
    public void A_verdict_on_a_model_that_is_not_on_both_sides_names_it() => Assert.Equal(
        "no value: 'org/Model-22' is no model of both sides with enough values (--min-compare), or A has 0",
        DifferenceWords.Of(new GateVerdict(new ComparisonGate("model:org/Model-22:ttft.p99", 1, false), null, false)));

    [Theory]
    [InlineData("..2025-10-01", null, "2025-10-01")]
    [InlineData("2025-10-01..", "2025-10-01", null)]
    [InlineData("+0..+7d", "+0", "+7d")]
    [InlineData("..", null, null)]
    public void A_range_is_read(string text, string? from, string? to) =>
        Assert.Equal(new SideRange(from, to), SideRange.Parse("--a", text));

    [Theory]
    [InlineData("2025-10-01")]
    [InlineData("a..b..c")]
    public void What_is_no_range_is_refused(string text) => Assert.Equal(
        $"--a is '{text}'; expected FROM..TO, of which either end may be empty.",
        Assert.Throws<WorkloadException>(() => SideRange.Parse("--a", text)).Message);
}
