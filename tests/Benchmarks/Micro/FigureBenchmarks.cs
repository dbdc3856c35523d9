using BenchmarkDotNet.Attributes;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary>One figure from its description to the bytes of a PNG, 1200×800 at scale 2; and the thinning of a curve.</summary>
public class FigureBenchmarks
{
    private const int Rows = 400_000;

    private Figure _curve = null!;
    private Figure _boxes = null!;
    private double[] _x = [];
    private double[] _y = [];

    /// <summary>Describes the figures.</summary>
    [GlobalSetup]
    public void Describe()
    {
        var samples = new FigureSamples(Rows);
        (_curve, _boxes) = (samples.Curves[0], samples.Hours[0]);
        (_x, _y) = FrequencyMap.Of(RequestLog.OfModel(Rows).Rows.Duration).Cdf(Units.TicksPerSecond);
    }

    /// <summary>A distribution of thousands of points.</summary>
    [Benchmark]
    public byte[] Cdf() => FigureDrawing.Draw(_curve, FigureFormat.Png, FigureSize.Default);

    /// <summary>24 boxes with their outliers.</summary>
    [Benchmark]
    public byte[] Box() => FigureDrawing.Draw(_boxes, FigureFormat.Png, FigureSize.Default);

    /// <summary>Hundreds of thousands of points to the few that can be seen.</summary>
    [Benchmark]
    public int Thin() => CdfThinning.Thin(_x, _y).X.Length;
}
