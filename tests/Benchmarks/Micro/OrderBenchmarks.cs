using BenchmarkDotNet.Attributes;
using LlmWorkload.Analyses;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Kernels;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary>Sorting and ranking of a model's inter-arrival times, and what is read off the order.</summary>
public class OrderBenchmarks
{
    private const int Rows = 1_000_000;

    private InterArrivalSeries _series = null!;
    private long[] _sorted = [];
    private long[] _scratch = [];
    private double[] _decimals = [];
    private DenseRanks _ranks = null!;

    /// <summary>Makes the times and their order.</summary>
    [GlobalSetup]
    public void Generate()
    {
        _series = InterArrivalTimes.OfAll(RequestLog.OfModel(Rows).Rows.Started);
        _scratch = new long[_series.Gaps.Length];
        _ranks = DenseRanks.Of(_series.Gaps);
        _sorted = _ranks.Sorted;
        _decimals = Array.ConvertAll(_sorted, ticks => ticks / Units.TicksPerSecond);
    }

    /// <summary>Copies the times and sorts the copy.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void Sort()
    {
        _series.Gaps.CopyTo(_scratch, 0);
        RadixSort.Sort(_scratch);
    }

    /// <summary>Sorts a copy and keeps where each came from.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int[] SortStably() => StableOrder.Of(_series.Gaps).Order;

    /// <summary>Sorts, counts and ranks.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public DenseRanks DenseRank() => DenseRanks.Of(_series.Gaps);

    /// <summary>Divides the ranked times among the hours of the day.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public SortedGroups GroupByHour() => SortedGroups.Of(_ranks, ClockGroups.ByHour(_series.Later), ClockGroups.Hours);

    /// <summary>Divides the ranked times among dates.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public SortedGroups GroupByDate()
    {
        var (days, groups) = ClockGroups.ByDate(_series.Later);
        return SortedGroups.Of(_ranks, groups, days.Length);
    }

    /// <summary>The box of sorted times and the points beyond its whiskers.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Box()
    {
        var box = Boxes.OfSorted(_sorted, Units.TicksPerSecond);
        return Boxes.OutliersOfSorted(_sorted, Units.TicksPerSecond).Length + (int)box.N;
    }

    /// <summary>Statistics of sorted decimals.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public Statistics SummarizeDecimals() => Summaries.OfSorted(_decimals);

    /// <summary>Counts by hour, minute and date.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public long CountByClock() =>
        ClockCounts.ByHour(_series.Later)[0] + ClockCounts.ByMinute(_series.Later)[0] + ClockCounts.ByDate(_series.Later).N;
}
