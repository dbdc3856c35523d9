using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using LlmWorkload.Answers;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Generation;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary>The users of one partition: what is asked of all of them.</summary>
public class UserBenchmarks
{
    private const int Rows = 500_000;
    private const int SegmentRows = 2_048;
    private const int Window = 1_000;
    private const int Top = 20;

    private static readonly Dictionary<ulong, string> s_unnamed = [];

    private RequestLog _log = null!;
    private ulong[] _users = [];
    private UserOrder _order = null!;
    private int[] _all = [];
    private ulong _busiest;
    private ImmutableList<SegmentMessage> _segments = [];

    /// <summary>Makes the rows, their order and their segments.</summary>
    [GlobalSetup]
    public void Generate()
    {
        _log = RequestLog.Generate(new GeneratorOptions { Rows = Rows, Users = 20_000, Models = 240, Days = 30, Seed = 1 });
        _users = _log.UserHashes();
        _order = Order();
        _all = [.. Enumerable.Range(0, _users.Length)];
        _busiest = _users[_all.MaxBy(_order.Requests)];
        _segments = [.. SampleSegments.OfPartition(_log, SegmentRows)];
    }

    /// <summary>Each user's rows by start.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public UserOrder Order() => UserOrder.Of(_users, _log.Rows.User, _log.Rows.Started);

    /// <summary>Distinct models in windows of each user's requests.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public long[][] Diversity() => DiversityWindows.Count(_order, _all, _log.Rows.Model, _log.Models.Count, Window);

    /// <summary>Quantiles of each user's own inter-arrival times.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public double[][] Differences() => UserDifferences.Of(_order);

    /// <summary>When which users were active.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public AccessTimeline Timeline() => AccessTimeline.Of(_log.Rows.Started, _users, _log.Rows.User);

    /// <summary>Decodes the partition and counts requests and models of each user: the busiest.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public PartitionAnswer CountTop() =>
        UserCounts.TopKernel.Answer(new UserCounts.TopQuestion(Top), new PartitionColumns(new SegmentColumns(_segments), s_unnamed));

    /// <summary>Decodes the partition and counts requests and models of each user: the distributions.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public PartitionAnswer CountDistribution() =>
        UserCounts.DistributionKernel.Answer(new UserCounts.DistributionQuestion(), new PartitionColumns(new SegmentColumns(_segments), s_unnamed));

    /// <summary>Decodes the partition and picks the busiest user's rows.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public UserRows? ReadUser() => UserRowsKernel.Read(new SegmentColumns(_segments), _busiest, version: 1);
}
