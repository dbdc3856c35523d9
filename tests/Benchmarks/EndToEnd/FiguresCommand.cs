using System.CommandLine;
using System.Diagnostics;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Figures;
using SkiaSharp;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>figures</c>: figures a second from their description to the bytes of a PNG, 1200×800 at scale 2, on one thread and on as many as
/// cores; and the same with Skia's encoder, which encoded them before.
/// </summary>
internal static class FiguresCommand
{
    private static readonly (string Name, Func<Figure, byte[]> Draw)[] Encoders =
    [
        ("Skia's", figure => FigureDrawing.OnPage(figure, FigureSize.Default, EncodeBySkia)),
        ("ours", figure => FigureDrawing.Draw(figure, FigureFormat.Png, FigureSize.Default)),
    ];

    // As it was called before: what differs from the row above compresses well at the fastest level.
    private static readonly SKPngEncoderOptions Skia = new(SKPngEncoderFilterFlags.Up, 1);

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static Command Build()
    {
        var rows = CountOption.Create("--rows", 800_000, "Rows of the log that the figures describe");
        var count = CountOption.Create("--count", 200, "Figures of a run");
        var runs = CountOption.Create("--runs", 3, "Runs of each");
        var command = new Command(
            "figures", "Draws distribution functions and boxes on one thread and on all cores.") { rows, count, runs };
        command.SetAction(parsed => Run(parsed.GetValue(rows), parsed.GetValue(count), parsed.GetValue(runs)));
        return command;
    }

    private static void Run(int rows, int count, int runs)
    {
        var samples = new FigureSamples(rows);
        var table = new AlignedTable("figure", "encoder", "threads", "figures/s", "CPU ms/figure", "mean PNG KB");
        foreach (var (name, figures) in new[]
            { (Describe(samples.Curves[0]), samples.Curves), (Describe(samples.Hours[0]), samples.Hours) })
        {
            foreach (var (_, draw) in Encoders)
            {
                var warmUp = Stopwatch.StartNew();
                while (warmUp.Elapsed < WarmUp) Draw(draw, figures, figures.Length, Environment.ProcessorCount);
            }

            foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
            {
                // In turn, so that what else the machine does slows both.
                var drawn = Enumerable.Range(0, runs)
                    .Select(_ => Array.ConvertAll(Encoders, encoder => Draw(encoder.Draw, figures, count, threads))).ToList();
                for (var i = 0; i < Encoders.Length; i++)
                    Add(table, name, Encoders[i].Name, threads, [.. drawn.Select(run => run[i])], count);
            }
        }

        table.Print(Console.Out);
    }

    private static void Add(
        AlignedTable table, string figure, string encoder, int threads, List<(double Seconds, double CpuSeconds, long Bytes)> drawn,
        int count) =>
        table.Add(
            figure,
            encoder,
            AlignedTable.Number(threads),
            AlignedTable.Number(count / Median.Of(drawn.Select(run => run.Seconds)), 1),
            AlignedTable.Number(Median.Of(drawn.Select(run => run.CpuSeconds)) * 1000 / count, 1),
            AlignedTable.Number(drawn[0].Bytes / 1000.0 / count));

    private static string Describe(Figure figure) => figure.Panels[0].Series[0] switch
    {
        LineSeries line => $"CDF ({line.X.Length:N0} points)",
        BoxSeries boxes => $"{boxes.Median.Length} boxes ({boxes.Outlier.Length:N0} outliers)",
        _ => figure.Title,
    };

    private static (double Seconds, double CpuSeconds, long Bytes) Draw(
        Func<Figure, byte[]> draw, Figure[] figures, int count, int threads)
    {
        var bytes = 0L;
        var processor = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
            Interlocked.Add(ref bytes, draw(figures[i % figures.Length]).Length));
        return (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds, bytes);
    }

    private static unsafe byte[] EncodeBySkia(ReadOnlySpan<byte> pixels, int width, int height)
    {
        fixed (byte* first = pixels)
        {
            using var page = new SKPixmap(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque), (nint)first);
            using var data = page.Encode(Skia);
            return data!.ToArray();
        }
    }
}
