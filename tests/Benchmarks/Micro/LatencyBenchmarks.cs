using BenchmarkDotNet.Attributes;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary>
/// A model's latency against load and against input tokens. Rows are kept in place, so each call copies its columns first.
/// </summary>
public class LatencyBenchmarks
{
    private const int Rows = 1_000_000;

    private readonly long[] _started = new long[Rows];
    private readonly long[] _input = new long[Rows];
    private readonly long[] _output = new long[Rows];
    private readonly long[] _ttft = new long[Rows];
    private readonly long[] _duration = new long[Rows];
    private RequestLog _log = null!;

    /// <summary>Makes the columns.</summary>
    [GlobalSetup]
    public void Generate() => _log = RequestLog.OfModel(Rows);

    /// <summary>Rates over sliding windows of requests.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Windows()
    {
        var rows = _log.Rows;
        rows.Started.CopyTo(_started, 0);
        rows.OutputTokens.CopyTo(_output, 0);
        rows.Duration.CopyTo(_duration, 0);
        CopyPairs();
        var n = LatencyWindows.Keep(_started, _input, _output, _ttft, _duration);
        using var scratch = new Scratch();
        return LatencyWindows.Of(_started.AsSpan(0, n), _input.AsSpan(0, n), _output.AsSpan(0, n), _ttft.AsSpan(0, n),
            _duration.AsSpan(0, n), scratch).Tpot.Length;
    }

    /// <summary>Time to first token by buckets of input tokens.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public object Buckets()
    {
        CopyPairs();
        var n = TtftBuckets.Keep(_input, _ttft);
        return TtftBuckets.Of(_input.AsSpan(0, n), _ttft.AsSpan(0, n));
    }

    /// <summary>The points of time to first token against input tokens.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Scatter()
    {
        CopyPairs();
        var n = TtftBuckets.Keep(_input, _ttft);
        return TtftBuckets.Scatter(_input.AsSpan(0, n), _ttft.AsSpan(0, n)).Input.Length;
    }

    private void CopyPairs()
    {
        _log.Rows.InputTokens.CopyTo(_input, 0);
        _log.Rows.Ttft.CopyTo(_ttft, 0);
    }
}
