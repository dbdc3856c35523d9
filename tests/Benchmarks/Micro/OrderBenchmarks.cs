using BenchmarkDotNet.Attributes;
using LlmWorkload.Analyses;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary>Sorting and ranking of a model's inter-arrival times, and what is read off the order.</summary>
public class OrderBenchmarks
{
    private const int Rows = 1_000_000;

    private long[] _gaps = [];
    private long[] _later = [];
    private long[] _sorted = [];
    private long[] _copy = [];
    private double[] _decimals = [];

    /// <summary>Makes the times and their order.</summary>
    [GlobalSetup]
    public void Generate()
    {
        using var scratch = new Scratch();
        var series = InterArrivalTimes.OfAll(RequestLog.OfModel(Rows).Rows.Started.ToArray(), scratch);
        (_gaps, _later) = (series.InterArrivals.ToArray(), series.Later.ToArray());
        _copy = new long[_gaps.Length];
        _sorted = [.. _gaps.Order()];
        _decimals = Array.ConvertAll(_sorted, ticks => ticks / Units.TicksPerSecond);
    }

    /// <summary>Copies the times and sorts the copy.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void Sort()
    {
        _gaps.CopyTo(_copy, 0);
        RadixSort.Sort(_copy);
    }

    /// <summary>Sorts a copy and keeps where each came from.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public long SortStably()
    {
        using var scratch = new Scratch();
        return StableOrder.Of(_gaps, scratch).Values[0];
    }

    /// <summary>Sorts and ranks.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int DenseRank()
    {
        using var scratch = new Scratch();
        return DenseRanks.Of(StableOrder.Of(_gaps, scratch), scratch).Places[0];
    }

    /// <summary>Sorts, and divides the times among the hours of the day.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int GroupByHour()
    {
        using var scratch = new Scratch();
        var ordered = StableOrder.Of(_gaps, scratch);
        return SortedGroups.Of(ordered, ClockGroups.ByHour(_later, scratch), ClockGroups.Hours, scratch).Filled().Length;
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
        ClockCounts.ByHour(_later)[0] + ClockCounts.ByMinute(
            _later, MinuteRange.WithinDay(_later[0], _later[0] + TimeSpan.TicksPerDay - 1))[0] + ClockCounts.ByDate(_later).N;
}
