using BenchmarkDotNet.Attributes;
using LlmWorkload.Ingestion;

namespace LlmWorkload.Benchmarks.Micro.Ingestion;

/// <summary>The rows of a chunk divided among models and among user partitions.</summary>
public class GroupingBenchmarks
{
    private const int Rows = 262_144;
    private const int Partitions = 64;

    private readonly RowGroups _groups = new();
    private int[] _models = [];
    private int[] _partitions = [];
    private long[] _started = [];
    private long[] _grouped = [];
    private int _modelCount;

    /// <summary>Makes the keys of the rows.</summary>
    [GlobalSetup]
    public void Read()
    {
        var chunk = ReadChunks.First(Rows, hashSeed: 0);
        (_models, _modelCount, _started) = (chunk.Batch.Model, chunk.Models.Length, chunk.Batch.Started);
        _partitions = Array.ConvertAll(chunk.Batch.User, user => user < 0 ? -1 : GrainKeys.PartitionOf(chunk.UserHashes[user], Partitions));
    }

    /// <summary>By model, few large groups and many small ones; and one column with it.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public long ByModel() => Group(_models, _modelCount);

    /// <summary>By user partition, groups of about one size; and one column with it.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public long ByPartition() => Group(_partitions, Partitions);

    private long Group(int[] keys, int groups)
    {
        _groups.Group(keys, groups);
        _groups.Scatter(_started, ref _grouped);
        return _grouped[0];
    }
}
