using System.Diagnostics;
using LlmWorkload.Kernels;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>How long answers take, asked one after another.</summary>
/// <param name="P50">Quantile 0.5, milliseconds.</param>
/// <param name="P99">Quantile 0.99, milliseconds.</param>
internal sealed record Latencies(double P50, double P99)
{
    /// <summary>Asks every question a fifth of the times without measuring, then measures one after another.</summary>
    public static async Task<IReadOnlyList<Latencies>> MeasureAsync(IReadOnlyList<Question> questions, IGrainFactory grains, int times)
    {
        foreach (var question in questions)
        {
            for (var i = 0; i <= times / 5; i++) await question.AskAsync(grains);
        }

        var latencies = new List<Latencies>();
        foreach (var question in questions) latencies.Add(await MeasureAsync(question, grains, times));
        return latencies;
    }

    /// <summary>Asks once.</summary>
    /// <returns>Milliseconds.</returns>
    public static async Task<double> OnceAsync(Question question, IGrainFactory grains)
    {
        var start = Stopwatch.GetTimestamp();
        await question.AskAsync(grains);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<Latencies> MeasureAsync(Question question, IGrainFactory grains, int times)
    {
        var milliseconds = new double[times];
        for (var i = 0; i < times; i++) milliseconds[i] = await OnceAsync(question, grains);
        Array.Sort(milliseconds);
        return new Latencies(Quantiles.OfSorted(milliseconds, 0.5), Quantiles.OfSorted(milliseconds, 0.99));
    }
}
