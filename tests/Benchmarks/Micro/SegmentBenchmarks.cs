using BenchmarkDotNet.Attributes;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Segments;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary>A model's segment to bytes and back.</summary>
public class SegmentBenchmarks
{
    private const int Rows = 32_768;

    private readonly long[] _numbers = new long[Rows];
    private readonly int[] _indices = new int[Rows];
    private RequestLog _log = null!;
    private ulong[] _users = [];
    private byte[] _segment = [];

    /// <summary>Makes the rows and their segment.</summary>
    [GlobalSetup]
    public void Generate()
    {
        _log = RequestLog.OfModel(Rows);
        _users = _log.UserHashes();
        _segment = SampleSegments.OfModel(_log, _users, Rows);
    }

    /// <summary>Encodes all seven columns.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public byte[] Encode() => SampleSegments.OfModel(_log, _users, Rows);

    /// <summary>Checks the checksum and finds the columns.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public SegmentReader Open() => SegmentReader.Open(_segment);

    /// <summary>Opens the segment and decodes all seven columns.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Decode()
    {
        var reader = SegmentReader.Open(_segment);
        foreach (var column in (ReadOnlySpan<ColumnId>)[ColumnId.Started, ColumnId.InputTokens, ColumnId.OutputTokens,
            ColumnId.Ttft, ColumnId.Duration])
        {
            reader.ReadIntegers(column, _numbers);
        }

        return reader.ReadHashes(ColumnId.User, _indices).Length + reader.ReadTexts(ColumnId.Function, _indices).Length;
    }

    /// <summary>Opens the segment and decodes the starts alone.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void DecodeStarted() => SegmentReader.Open(_segment).ReadIntegers(ColumnId.Started, _numbers);
}
