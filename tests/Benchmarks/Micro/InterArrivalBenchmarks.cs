using BenchmarkDotNet.Attributes;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary>A model's inter-arrival times and how each depends on the one before it.</summary>
public class InterArrivalBenchmarks
{
    private const int Rows = 1_000_000;
    private const int Bins = 50;

    private long[] _started = [];
    private int[] _users = [];
    private int _userCount;
    private long[] _gaps = [];
    private int[] _previous = [];
    private int[] _places = [];
    private double[] _logarithms = [];

    /// <summary>Makes the starts, the times and their ranks.</summary>
    [GlobalSetup]
    public void Generate()
    {
        var log = RequestLog.OfModel(Rows);
        (_started, _users, _userCount) = (log.Rows.Started, log.Rows.User, log.Users.Count);
        using var scratch = new Scratch();
        var series = InterArrivalTimes.OfAll(_started.ToArray(), scratch);
        var ranks = DenseRanks.Of(StableOrder.Of(series.InterArrivals, scratch), scratch);
        (_gaps, _previous, _places) = (series.InterArrivals.ToArray(), series.Previous.ToArray(), ranks.Places.ToArray());
        _logarithms = Array.ConvertAll(ranks.Distinct.ToArray(), gap => Math.Log10((double)gap / TimeSpan.TicksPerMillisecond));
    }

    /// <summary>Times between all requests.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int OfAll()
    {
        using var scratch = new Scratch();
        return InterArrivalTimes.OfAll(_started.ToArray(), scratch).InterArrivals.Length;
    }

    /// <summary>Times between each user's own requests.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int OfUsers()
    {
        using var scratch = new Scratch();
        return InterArrivalTimes.OfUsers(_started, _users, _userCount, scratch).InterArrivals.Length;
    }

    /// <summary>Pearson's coefficient of successive times.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public object Pearson() => LagCorrelation.Pearson(_gaps, _previous);

    /// <summary>Orders the times: Spearman's coefficient with its p-value.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public double? Spearman()
    {
        using var scratch = new Scratch();
        return CorrelationTest.TwoSidedP(LagCorrelation.Spearman(StableOrder.Of(_gaps, scratch), _previous));
    }

    /// <summary>The grid of the heatmap.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public object? Heatmap() => PairHistogram.Of(_logarithms, _places, _previous, Bins, least: 0);
}
