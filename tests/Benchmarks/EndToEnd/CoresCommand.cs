using System.CommandLine;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Generation;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>cores --rows N</c>: the same work on one core and on more, in turn, each in a process that <c>taskset</c> keeps on its cores.
/// </summary>
internal static class CoresCommand
{
    public static Command Build()
    {
        var rows = new Option<long>("--rows") { DefaultValueFactory = _ => 5_000_000, Description = "Rows of the log" };
        var cores = CountOption.Create("--cores", Environment.ProcessorCount, "Cores that are compared with one");
        var runs = CountOption.Create("--runs", 3, "Runs of each");
        var log = new LogOptions();
        var command = new Command(
            "cores", "Ingests and analyses on one core and on more, in turn (Linux; needs taskset of the package util-linux).")
            { rows, cores, runs };
        log.AddTo(command);
        command.SetAction(async parsed =>
        {
            if (WhyNot(parsed.GetValue(cores)) is { } obstacle)
            {
                Console.Error.WriteLine(obstacle);
                return 2;
            }

            await RunAsync(log.Of(parsed, parsed.GetValue(rows)), parsed.GetValue(cores), parsed.GetValue(runs));
            return 0;
        });
        return command;
    }

    private static string? WhyNot(int cores)
    {
        if (cores < 2) return "One core is compared with more: --cores is below 2.";
        if (cores > Environment.ProcessorCount) return $"This machine has {Environment.ProcessorCount} cores; --cores asks for {cores}.";
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return folders.Any(folder => File.Exists(Path.Combine(folder, "taskset")))
            ? null
            : "There is no taskset, which keeps a process on some cores: install the package util-linux.";
    }

    private static async Task RunAsync(GeneratorOptions options, int cores, int runs)
    {
        using var log = new GeneratedLog(options);
        Console.WriteLine(log.Describe());
        int[] counts = [1, cores];
        var (ingests, analyses) =
            (counts.ToDictionary(count => count, _ => new List<Measured>()), counts.ToDictionary(
                count => count, _ => new List<Measured>()));
        for (var run = 0; run < runs; run++)
        {
            foreach (var count in counts)
            {
                var state = log.At("state");
                ingests[count].Add(Measured.Note($"ingest, cores: {count}", await ClientRun.IngestAsync(log.Path, state, "cores", count)));
                Directory.Delete(state, recursive: true);
                analyses[count].Add(
                    Measured.Note($"analyze, cores: {count}", await ClientRun.AnalyzeAsync(log.Path, state, log.At("figures"), count)));
            }
        }

        var table = new AlignedTable("command", "cores", "s", "rows/s", "CPU s", "peak MB", "speed-up");
        Add("ingest", ingests);
        Add("analyze", analyses);
        table.Print(Console.Out);

        void Add(string command, Dictionary<int, List<Measured>> measured)
        {
            var alone = Median.Of(measured[1]).Seconds;
            foreach (var count in counts)
            {
                var median = Median.Of(measured[count]);
                table.Add(
                    command,
                    AlignedTable.Number(count),
                    AlignedTable.Number(median.Seconds, 2),
                    AlignedTable.Number(options.Rows / median.Seconds),
                    AlignedTable.Number(median.CpuSeconds, 2),
                    AlignedTable.Number(median.PeakMegabytes),
                    AlignedTable.Number(alone / median.Seconds, 2));
            }
        }
    }
}
