using BenchmarkDotNet.Attributes;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Kernels;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary>A model's inter-arrival times and how each depends on the one before it.</summary>
public class InterArrivalBenchmarks
{
    private const int Rows = 1_000_000;
    private const int Bins = 50;

    private long[] _started = [];
    private int[] _users = [];
    private int _userCount;
    private InterArrivalSeries _series = null!;
    private DenseRanks _ranks = null!;
    private double[] _logarithms = [];

    /// <summary>Makes the starts, the times and their ranks.</summary>
    [GlobalSetup]
    public void Generate()
    {
        var log = RequestLog.OfModel(Rows);
        (_started, _users, _userCount) = (log.Rows.Started, log.Rows.User, log.Users.Count);
        _series = InterArrivalTimes.OfAll(_started);
        _ranks = DenseRanks.Of(_series.Gaps);
        _logarithms = Array.ConvertAll(_ranks.Map.Values.ToArray(), gap => Math.Log10(gap));
    }

    /// <summary>Times between all requests.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public InterArrivalSeries OfAll() => InterArrivalTimes.OfAll(_started);

    /// <summary>Times between each user's own requests.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public InterArrivalSeries OfUsers() => InterArrivalTimes.OfUsers(_started, _users, _userCount);

    /// <summary>Pearson's coefficient of successive times.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public Correlation Pearson() => LagCorrelation.Pearson(_series.Gaps, _series.Previous);

    /// <summary>Spearman's, with its p-value.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public double? Spearman() => CorrelationTest.TwoSidedP(LagCorrelation.Spearman(_ranks.Places, _ranks.Map.Values.Length, _series.Previous));

    /// <summary>The grid of the heatmap.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public PairHistogram? Heatmap() => PairHistogram.Of(_logarithms, _ranks.Places, _series.Previous, Bins);
}
