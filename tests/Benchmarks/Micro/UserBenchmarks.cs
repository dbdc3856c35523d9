using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Columns;
using LlmWorkload.Generation;
using LlmWorkload.Kernels;
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

    private static readonly Dictionary<ulong, string> Unnamed = [];

    private RequestLog _log = null!;
    private ulong[] _users = [];
    private int[] _all = [];
    private ulong _busiest;
    private ImmutableList<SegmentMessage> _segments = [];

    /// <summary>Makes the rows, their order and their segments.</summary>
    [GlobalSetup]
    public void Generate()
    {
        _log = RequestLog.Generate(new GeneratorOptions { Rows = Rows, Users = 20_000, Models = 240, Days = 30, Seed = 1 });
        _users = _log.UserHashes();
        _all = [.. Enumerable.Range(0, _users.Length)];
        _busiest = _users[_log.Rows.User.Where(user => user >= 0).CountBy(user => user).MaxBy(pair => pair.Value).Key];
        _segments = [.. SampleSegments.OfPartition(_log, SegmentRows)];
    }

    /// <summary>Each user's rows by start.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Order()
    {
        using var scratch = new Scratch();
        return Order(scratch).Requests(0);
    }

    /// <summary>Orders, and counts distinct models in windows of each user's requests.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public long[][] Diversity()
    {
        using var scratch = new Scratch();
        return DiversityWindows.Count(Order(scratch), _all, _log.Rows.Model, _log.Models.Count, Window);
    }

    /// <summary>Orders, and takes quantiles of each user's own inter-arrival times.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public double[][] Differences()
    {
        using var scratch = new Scratch();
        return UserInterArrivals.Of(Order(scratch));
    }

    /// <summary>When which users were active.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public object Timeline() => AccessTimeline.Of(_log.Rows.Started, _users, _log.Rows.User);

    /// <summary>Opens and decodes the partition and counts requests and models of each user: the busiest and the distributions.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public PartitionAnswer CountTop() => Ask(UserCounts.TopKernel, new UserCounts.TopQuestion(Top));

    /// <summary>Opens and decodes the partition and picks the busiest user's rows.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public UserRows? ReadUser()
    {
        using var columns = Columns();
        return UserRowsKernel.Read(columns, _busiest, version: 1);
    }

    private UserOrder Order(Scratch scratch) => UserOrder.Of(_users, _log.Rows.User, _log.Rows.Started, scratch);

    private SegmentColumns Columns() => new([.. _segments.Select(segment => SegmentReader.Open(segment.Bytes))]);

    private PartitionAnswer Ask(PartitionKernel kernel, PartitionQuestion question)
    {
        using var columns = Columns();
        return kernel.Answer(question, new PartitionColumns(columns, Unnamed));
    }
}
