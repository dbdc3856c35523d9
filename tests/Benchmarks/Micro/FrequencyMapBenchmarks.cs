using BenchmarkDotNet.Attributes;
using LlmWorkload.Analyses;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Kernels;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary>Exact distributions of a model's columns: token counts, which lie close together, and times, which do not.</summary>
public class FrequencyMapBenchmarks
{
    private const int Rows = 1_000_000;
    private const int Parts = 64;

    private long[] _narrow = [];
    private long[] _wide = [];
    private FrequencyMap[] _narrowParts = [];
    private FrequencyMap[] _wideParts = [];
    private FrequencyMap _narrowMap = FrequencyMap.Empty;
    private FrequencyMap _wideMap = FrequencyMap.Empty;
    private PackedFrequencies _packed = null!;

    /// <summary>Makes the columns and their distributions.</summary>
    [GlobalSetup]
    public void Generate()
    {
        var rows = RequestLog.OfModel(Rows).Rows;
        (_narrow, _wide) = (rows.OutputTokens, rows.Duration);
        (_narrowParts, _wideParts) = (Split(_narrow), Split(_wide));
        (_narrowMap, _wideMap) = (FrequencyMap.Of(_narrow), FrequencyMap.Of(_wide));
        _packed = _wideMap.Encode();
    }

    /// <summary>Counts output tokens.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public object CountNarrow() => FrequencyMap.Of(_narrow);

    /// <summary>Counts durations.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public object CountWide() => FrequencyMap.Of(_wide);

    /// <summary>Merges 64 distributions of output tokens.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public object MergeNarrow() => FrequencyMap.Merge(_narrowParts);

    /// <summary>Merges 64 distributions of durations.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public object MergeWide() => FrequencyMap.Merge(_wideParts);

    /// <summary>Packs durations as a message carries them.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public object Pack() => _wideMap.Encode();

    /// <summary>Unpacks them.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public object Unpack() => FrequencyMap.Decode(_packed);

    /// <summary>Statistics of output tokens.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public Statistics SummarizeNarrow() => Summaries.Of(_narrowMap);

    /// <summary>Statistics of durations.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public Statistics SummarizeWide() => Summaries.Of(_wideMap, Units.TicksPerSecond);

    private static FrequencyMap[] Split(long[] column) => [.. column.Chunk(Rows / Parts).Select(part => FrequencyMap.Of(part))];
}
