using System.CommandLine;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Generation;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>formats --rows N</c>: one log in each of the ways that logs are written, read alone, ingested, and loaded into a table by DuckDB where
/// it reads the format; and what an export takes. Each in a process of its own, in turn.
/// </summary>
internal static class FormatsCommand
{
    public static Command Build()
    {
        var rows = new Option<long>("--rows") { DefaultValueFactory = _ => 2_000_000, Description = "Rows of the log" };
        var runs = CountOption.Create("--runs", 3, "Runs of each");
        var log = new LogOptions();
        var command = new Command("formats", "Reads, ingests and exports one log in each format, beside DuckDB.") { rows, runs };
        log.AddTo(command);
        command.SetAction(async parsed => await RunAsync(log.Of(parsed, parsed.GetValue(rows)), parsed.GetValue(runs)));
        return command;
    }

    private static async Task RunAsync(GeneratorOptions options, int runs)
    {
        using var log = new GeneratedLog(options);
        Console.WriteLine(log.Describe());
        var table = new AlignedTable("format", "MB", "read rows/s", "ingest rows/s", "DuckDB rows/s", "read MB", "ingest MB", "DuckDB MB");
        foreach (var (name, file) in await FormattedLog.WriteAsync(log))
        {
            List<Measured> reads = [], ingests = [], loads = [];
            for (var run = 0; run < runs; run++)
            {
                reads.Add(Measured.Note($"{name} read", await Measured.RunAsync(Environment.ProcessPath!, "read", file)));
                ingests.Add(Measured.Note($"{name} ingest", await IngestAsync(file, log.At("state"))));
                if (LoadCommand.Reads(file))
                    loads.Add(Measured.Note($"{name} DuckDB", await Measured.RunAsync(Environment.ProcessPath!, "load", file)));
            }

            string[] cells = [Rate(reads), Rate(ingests), Rate(loads), Peak(reads), Peak(ingests), Peak(loads)];
            table.Add([name, AlignedTable.Number(new FileInfo(file).Length / 1e6), .. cells]);
        }

        table.Print(Console.Out);
        await ExportAsync(log, runs);

        string Rate(List<Measured> measured) =>
            measured.Count == 0 ? "" : AlignedTable.Number(options.Rows / Median.Of(measured).Seconds);
        static string Peak(List<Measured> measured) => measured.Count == 0 ? "" : AlignedTable.Number(Median.Of(measured).PeakMegabytes);
    }

    private static async Task<Measured> IngestAsync(string file, string state)
    {
        var measured = await ClientRun.IngestAsync(file, state, "formats");
        Directory.Delete(state, recursive: true);
        return measured;
    }

    private static async Task ExportAsync(GeneratedLog log, int runs)
    {
        var state = log.At("state");
        await ClientRun.IngestAsync(log.Path, state, "formats");
        var table = new AlignedTable("export", "s", "rows/s", "CPU µs/row", "peak MB");
        foreach (var format in FormattedLog.Exports)
        {
            var measured = new List<Measured>();
            for (var run = 0; run < runs; run++)
                measured.Add(Measured.Note($"export {format}", await ClientRun.ExportAsync(format, state, "formats", log.At("exported"))));
            var median = Median.Of(measured);
            table.Add(format, AlignedTable.Number(median.Seconds, 2), AlignedTable.Number(log.Options.Rows / median.Seconds),
                AlignedTable.Number(median.CpuSeconds * 1e6 / log.Options.Rows, 2), AlignedTable.Number(median.PeakMegabytes));
        }

        table.Print(Console.Out);
    }
}
