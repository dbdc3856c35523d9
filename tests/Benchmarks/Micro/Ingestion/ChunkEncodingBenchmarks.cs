using BenchmarkDotNet.Attributes;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;

namespace LlmWorkload.Benchmarks.Micro.Ingestion;

/// <summary>A chunk that was read, to a segment per model and per user partition: grouping and encoding.</summary>
public class ChunkEncodingBenchmarks
{
    private const int Rows = 262_144;

    private static readonly DatasetOptions Options = new();

    private readonly ChunkEncoder _encoder = new(Options);
    private ReadChunk _chunk = null!;

    /// <summary>Reads the chunk.</summary>
    [GlobalSetup]
    public void Read() => _chunk = ReadChunks.First(Rows, Options.HashSeed);

    /// <summary>Encodes it.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public long Encode() => _encoder.Encode(_chunk, "log.csv").Rows;
}
