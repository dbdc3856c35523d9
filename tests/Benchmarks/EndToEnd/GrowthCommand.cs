using System.CommandLine;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Generation;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary><c>growth --rows N N …</c>: what ingestion and analysis take as the log grows.</summary>
internal static class GrowthCommand
{
    private static readonly string[] Commands = ["ingest", "analyze"];

    public static Command Build()
    {
        var rows = new Option<long[]>("--rows")
        {
            DefaultValueFactory = _ => [1_000_000, 2_000_000, 5_000_000, 10_000_000],
            Description = "Rows of the logs, separated by spaces",
            AllowMultipleArgumentsPerToken = true,
        };
        var runs = CountOption.Create("--runs", 3, "Runs of each");
        var log = new LogOptions();
        var command = new Command(
            "growth", "Ingests and analyses logs of several sizes: time, processor time, memory and state per row.") { rows, runs };
        log.AddTo(command);
        command.SetAction(async parsed =>
        {
            var sizes = new List<Size>();
            foreach (var count in parsed.GetValue(rows)!.Order())
                sizes.Add(await MeasureAsync(log.Of(parsed, count), parsed.GetValue(runs)));
            Print(sizes);
        });
        return command;
    }

    private static async Task<Size> MeasureAsync(GeneratorOptions options, int runs)
    {
        using var log = new GeneratedLog(options);
        Console.WriteLine(log.Describe());
        List<Measured> ingests = [], analyses = [];
        var stateBytes = 0L;
        for (var run = 0; run < runs; run++)
        {
            var state = log.At("state");
            ingests.Add(Measured.Note("ingest", await ClientRun.IngestAsync(log.Path, state, "growth")));
            stateBytes = ClientRun.BytesOf(state);
            Directory.Delete(state, recursive: true);
            analyses.Add(Measured.Note("analyze", await ClientRun.AnalyzeAsync(log.Path, state, log.At("figures"))));
        }

        return new Size(options.Rows, stateBytes, [Median.Of(ingests), Median.Of(analyses)]);
    }

    private static void Print(List<Size> sizes)
    {
        var table = new AlignedTable("command", "rows", "s", "rows/s", "CPU µs/row", "peak MB", "state bytes/row");
        for (var command = 0; command < Commands.Length; command++)
        {
            foreach (var size in sizes)
            {
                var (seconds, cpuSeconds, peak) = size.Commands[command];
                table.Add(
                    Commands[command],
                    AlignedTable.Number(size.Rows),
                    AlignedTable.Number(seconds, 2),
                    AlignedTable.Number(size.Rows / seconds),
                    AlignedTable.Number(cpuSeconds * 1e6 / size.Rows, 2),
                    AlignedTable.Number(peak),
                    Commands[command] == "ingest" ? AlignedTable.Number((double)size.StateBytes / size.Rows, 1) : "");
            }
        }

        table.Print(Console.Out);
        if (sizes.Count > 1) PrintRatios(sizes[0], sizes[^1]);
    }

    private static void PrintRatios(Size smallest, Size largest)
    {
        var table = new AlignedTable("largest / smallest", "rows", "s", "CPU s", "peak MB");
        foreach (var (command, (least, most)) in Commands.Zip(smallest.Commands.Zip(largest.Commands)))
        {
            table.Add(
                command,
                AlignedTable.Number((double)largest.Rows / smallest.Rows, 2),
                AlignedTable.Number(most.Seconds / least.Seconds, 2),
                AlignedTable.Number(most.CpuSeconds / least.CpuSeconds, 2),
                AlignedTable.Number(most.PeakMegabytes / least.PeakMegabytes, 2));
        }

        table.Print(Console.Out);
    }

    /// <summary>What a log of one size took: the medians of each command, in the commands' order.</summary>
    private sealed record Size(long Rows, long StateBytes, Measured[] Commands);
}
