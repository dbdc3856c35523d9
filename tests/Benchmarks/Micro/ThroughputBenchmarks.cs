using BenchmarkDotNet.Attributes;
using LlmWorkload.Analyses;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Kernels;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary>Tokens per second of a model over time. The phases are made in place, so each call copies its columns first.</summary>
public class ThroughputBenchmarks
{
    private const int Rows = 1_000_000;
    private const long Minute = 60;

    private readonly long[] _started = new long[Rows];
    private readonly long[] _ttft = new long[Rows];
    private readonly long[] _tokens = new long[Rows];
    private RequestLog _log = null!;
    private ThroughputRuns _prefill = null!;
    private ThroughputRuns _decode = null!;
    private double[] _line = [];

    /// <summary>Makes the columns and the rates.</summary>
    [GlobalSetup]
    public void Generate()
    {
        _log = RequestLog.OfModel(Rows);
        (_prefill, _decode) = ((ThroughputRuns)Prefill(), (ThroughputRuns)Decode());
        var (first, end) = (Math.Min(_prefill.First, _decode.First), Math.Max(_prefill.End, _decode.End));
        (_prefill, _decode) = (_prefill.Over(first, end), _decode.Over(first, end));
        _line = ThroughputMeans.Of(_prefill, _decode, Minute).Decode;
    }

    /// <summary>Input tokens in every second.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public object Prefill()
    {
        Copy(_log.Rows.InputTokens);
        var n = ThroughputPhases.Prefill(_started, _ttft, _tokens);
        return ThroughputIntegral.PerSecond(_started.AsSpan(0, n), _ttft.AsSpan(0, n), _tokens.AsSpan(0, n));
    }

    /// <summary>Output tokens in every second.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public object Decode()
    {
        Copy(_log.Rows.OutputTokens);
        var n = ThroughputPhases.Decode(_started, _ttft, _log.Rows.Duration, _tokens);
        return ThroughputIntegral.PerSecond(_started.AsSpan(0, n), _ttft.AsSpan(0, n), _tokens.AsSpan(0, n));
    }

    /// <summary>Statistics over the seconds of 30 days.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public Statistics Summarize() => ThroughputSummary.Of(_decode);

    /// <summary>Means of minutes.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public object Means() => ThroughputMeans.Of(_prefill, _decode, Minute);

    /// <summary>The minutes that are drawn.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int[] Envelope() => ThroughputEnvelope.Positions(_line, 4_000);

    private void Copy(long[] tokens)
    {
        _log.Rows.Started.CopyTo(_started, 0);
        _log.Rows.Ttft.CopyTo(_ttft, 0);
        tokens.CopyTo(_tokens, 0);
    }
}
