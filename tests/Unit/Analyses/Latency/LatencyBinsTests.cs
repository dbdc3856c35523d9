using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class LatencyBinsTests
{
    // 100 requests in two bins of 50: rates 1 … 50 with latencies 50 … 1, and 51 … 100 with latencies 100 … 51.
    [Fact]
    public void Bins_hold_equally_many_requests_and_their_quantiles()
    {
        double[] rates = [.. Enumerable.Range(1, 100).Select(i => (double)i)];
        double[] latencies = [.. rates.Select(rate => rate <= 50 ? 51 - rate : 151 - rate)];

        var bins = LatencyBins.Of(rates, latencies);

        Assert.Equal([50, 50], bins.N);
        Assert.Equal([25.5, 75.5], bins.Rate);
        Assert.Equal([25.5, 75.5], bins.Median);
        Assert.Equal([5.9, 55.9], bins.P10.Select(value => Math.Round(value, 9)));
        Assert.Equal([45.1, 95.1], bins.P90.Select(value => Math.Round(value, 9)));
    }

    [Fact]
    public void The_order_of_the_requests_does_not_show()
    {
        var random = new Random(5);
        (double Rate, double Latency)[] requests =
            [.. Enumerable.Range(0, 1_003).Select(_ => ((double)random.Next(1, 9), random.NextDouble()))];
        var bins = Of(requests);
        random.Shuffle(requests);
        var shuffled = Of(requests);

        Assert.Equal(20, bins.N.Length);
        Assert.Equal(1_003, bins.N.Sum());
        Assert.Equal(bins.Median, shuffled.Median);
        Assert.Equal(bins.P90, shuffled.P90);

        static LatencyBins Of((double Rate, double Latency)[] all) =>
            LatencyBins.Of(Array.ConvertAll(all, each => each.Rate), Array.ConvertAll(all, each => each.Latency));
    }

    [Fact]
    public void Few_requests_have_no_bins() => Assert.Empty(LatencyBins.Of(new double[49], new double[49]).N);
}
