using System.CommandLine;
using System.Diagnostics;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Figures;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>figures</c>: figures a second from their description to the bytes of a PNG, 1200×800 at scale 2, on one thread and on as many as
/// cores.
/// </summary>
internal static class FiguresCommand
{
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
        var table = new AlignedTable("figure", "threads", "figures/s", "CPU ms/figure", "mean PNG KB");
        foreach (var (name, figures) in new[]
            { (Describe(samples.Curves[0]), samples.Curves), (Describe(samples.Hours[0]), samples.Hours) })
        {
            var warmUp = Stopwatch.StartNew();
            while (warmUp.Elapsed < WarmUp) Draw(figures, figures.Length, Environment.ProcessorCount);
            foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
            {
                var drawn = Enumerable.Range(0, runs).Select(_ => Draw(figures, count, threads)).ToList();
                table.Add(
                    name,
                    AlignedTable.Number(threads),
                    AlignedTable.Number(count / Median.Of(drawn.Select(run => run.Seconds)), 1),
                    AlignedTable.Number(Median.Of(drawn.Select(run => run.CpuSeconds)) * 1000 / count, 1),
                    AlignedTable.Number(drawn[0].Bytes / 1000.0 / count));
            }
        }

        table.Print(Console.Out);
    }

    private static string Describe(Figure figure) => figure.Panels[0].Series[0] switch
    {
        LineSeries line => $"CDF ({line.X.Length:N0} points)",
        BoxSeries boxes => $"{boxes.Median.Length} boxes ({boxes.Outlier.Length:N0} outliers)",
        _ => figure.Title,
    };

    private static (double Seconds, double CpuSeconds, long Bytes) Draw(Figure[] figures, int count, int threads)
    {
        var bytes = 0L;
        var processor = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
            Interlocked.Add(ref bytes, FigureDrawing.Draw(figures[i % figures.Length], FigureFormat.Png, FigureSize.Default).Length));
        return (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds, bytes);
    }
}
