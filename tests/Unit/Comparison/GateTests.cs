using LlmWorkload.Comparison;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Comparison;

/// <summary>How gates are read, and what they come to.</summary>
public sealed class GateTests
{
    [Theory]
    [InlineData("ttft.p99=1.2", null, "ttft", "p99", 1.2)]
    [InlineData("ks=0.1", null, null, "ks", 0.1)]
    [InlineData("requests_per_second.ratio=2", null, "requests_per_second", "ratio", 2)]
    [InlineData("input_tokens.ratio=2", null, "input_tokens", "ratio", 2)]
    [InlineData("input_tokens.ks_p=1e-3", null, "input_tokens", "ks_p", 1e-3)]
    [InlineData("model_requests.js=-1", null, "model_requests", "js", -1)]
    [InlineData("model:org/a=b:v1:e2e.mean=3", "org/a=b:v1", "e2e", "mean", 3)]
    public void A_gate_is_read(string text, string? model, string? name, string statistic, double limit)
    {
        var gate = ComparisonGate.Parse(text, isMinimum: false);

        Assert.Equal(limit, gate.Limit);
        Assert.Equal(new GateKey(model, name, statistic), GateKey.Parse(gate.Key));
    }

    [Theory]
    [InlineData("ttft.p99", "has no limit; expected KEY=LIMIT")]
    [InlineData("ttft.p99=much", "limit of the gate 'ttft.p99=much' is 'much'; expected a number")]
    [InlineData("ttft.p99=NaN", "expected a number")]
    [InlineData("p99=1", "expected NAME.STAT, model:ID:NAME.STAT, or one of ks, psi, js, wasserstein_relative")]
    [InlineData("latency.p99=1", "there is no 'latency'; expected one of input_tokens, output_tokens")]
    [InlineData("tft.p99=1", "there is no 'tft'; the nearest is 'ttft'; expected one of input_tokens")]
    [InlineData("ttft.p9=1", "ttft has no 'p9'; the nearest is 'p90'; expected one of ks")]
    [InlineData("kss=1", "The gate 'kss' is none: the nearest is 'ks'; expected NAME.STAT")]
    [InlineData("ttft.p42=1", "ttft has no 'p42'; expected one of ks, ks_p")]
    [InlineData("hour.ks=1", "hour has no 'ks'; expected one of js")]
    [InlineData("model:x:hour.js=1", "there is no 'hour'")]
    [InlineData("model:ttft.p99=1", "expected model:ID:NAME.STAT")]
    public void What_is_no_gate_is_refused(string text, string reason)
    {
        var failure = Assert.Throws<WorkloadException>(() => ComparisonGate.Parse(text, isMinimum: false));

        Assert.True(failure.IsInput);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    // ttft: one second becomes two. Of model m alone it stays. e2e has values on side B alone.
    [Theory]
    [InlineData("ttft.p99", 2, false, true)]
    [InlineData("ttft.p99", 1.9, false, false)]
    [InlineData("ttft.p99", 2, true, true)]
    [InlineData("ttft.p99", 2.1, true, false)]
    [InlineData("model:m:ttft.p99", 1, false, true)]
    [InlineData("model:n:ttft.p99", 1, false, false)]
    [InlineData("e2e.p99", 100, false, false)]
    [InlineData("hour.js", 0.5, false, false)]
    [InlineData("requests.ratio", 3, false, true)]
    public void A_gate_holds_or_not(string key, double limit, bool minimum, bool holds) =>
        Assert.Equal(holds, Assert.Single(Judge(new ComparisonGate(key, limit, minimum), ignores: false)).Holds);

    [Fact]
    public void A_gate_without_a_value_holds_where_that_is_ignored()
    {
        Assert.True(Assert.Single(Judge(new ComparisonGate("e2e.p99", 1, false), ignores: true)).Holds);
        Assert.True(Assert.Single(Judge(new ComparisonGate("model:n:ttft.p99", 1, false), ignores: true)).Holds);
    }

    [Fact]
    public void A_statistic_alone_is_a_gate_of_everything_that_has_values()
    {
        Assert.Equal(["ttft.ks", "e2e.ks"], Judge(new ComparisonGate("ks", 1, false), ignores: false).Select(gate => gate.Gate.Key));
        Assert.Equal([true, false], Judge(new ComparisonGate("ks", 1, false), ignores: false).Select(gate => gate.Holds));
        Assert.Equal(["hour.js"], Judge(new ComparisonGate("js", 1, false), ignores: false).Select(gate => gate.Gate.Key));
    }

    private static IReadOnlyList<GateVerdict> Judge(ComparisonGate gate, bool ignores)
    {
        var model = new MatchedModel(0, 0, "m", "m", "M");
        FrequencyMap one = FrequencyMap.Of([10_000_000]), two = FrequencyMap.Of([20_000_000]), none = FrequencyMap.Empty;
        var counts = new Dictionary<string, Int128> { ["00"] = 1 };
        var run = new ComparisonRun(
            null!,
            null,
            [
                DistributionDifference.Of(ComparedDistribution.InputTokens, null, none, none),
                DistributionDifference.Of(ComparedDistribution.Ttft, null, one, two),
                DistributionDifference.Of(ComparedDistribution.Ttft, model, one, one),
                DistributionDifference.Of(ComparedDistribution.EndToEnd, null, none, two),
            ],
            [
                ShareDifference.Of("function", new Dictionary<string, Int128>(), new Dictionary<string, Int128>()),
                ShareDifference.Of("hour", counts, new Dictionary<string, Int128> { ["01"] = 1 }),
            ],
            null);
        return ComparisonGates.Of([gate], run, [new ComparedTotal("requests", 1, 2.5, 2.5)], ignores);
    }
}
