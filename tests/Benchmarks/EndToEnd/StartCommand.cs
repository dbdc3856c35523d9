using System.CommandLine;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Generation;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>start --before LLMWL.DLL</c>: what commands take that do little but start, each a process of its own, in turn with another build.
/// </summary>
internal static class StartCommand
{
    private const long Rows = 50_000;
    private const string Dataset = "start";

    public static Command Build()
    {
        var before = new Option<string?>("--before") { Description = "The llmwl.dll of another build, to run in turn with this one's" };
        var runs = CountOption.Create("--runs", 5, "Runs of each");
        var command = new Command("start", "Runs commands that do little but start, in turn with another build.") { before, runs };
        command.SetAction(async parsed =>
        {
            if (parsed.GetValue(before) is { } path && !File.Exists(path))
            {
                Console.Error.WriteLine($"There is no '{path}'; expected the llmwl.dll of another build.");
                return 2;
            }

            await RunAsync(parsed.GetValue(before), parsed.GetValue(runs));
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(string? before, int runs)
    {
        using var log = new GeneratedLog(new GeneratorOptions { Rows = Rows, Users = 1_000, Models = 40, Seed = 1 });
        Console.WriteLine(log.Describe());
        var now = new Candidate("now", Programs.Client, log);
        Candidate[] builds = before is null ? [now] : [new Candidate("before", before, log), now];
        foreach (var build in builds) await build.IngestAsync();
        for (var run = 0; run < runs; run++)
        {
            foreach (var build in builds)
            {
                await build.MeasureAsync("help", "--help");
                await build.MeasureAsync("query models", "query", "models", "--dataset", Dataset, "--state", build.State, "--quiet");
                await build.MeasureAsync(
                    "query models, not asked before", "query", "models", "--top", $"{run + 1}", "--dataset", Dataset, "--state", build.State,
                    "--quiet");
                await build.MeasureAsync(
                    "ingest and analyze --top 0", "analyze", log.Path, "--top", "0", "--state", log.At($"{build.Name}-new"), "--reload",
                    "--output", log.At($"{build.Name}-figures"), "--quiet");
            }
        }

        await using (var silo = await SiloProcess.StartAsync(builds[^1].State))
        {
            for (var run = 0; run <= runs; run++)
                await builds[^1].MeasureAsync(
                    run == 0 ? "" : "query models, through a silo", "query", "models", "--dataset", Dataset, "--cluster", silo.Gateway, "--quiet");
        }

        var table = new AlignedTable("command", "build", "s", "CPU s", "peak MB");
        foreach (var command in builds[^1].Commands)
        {
            foreach (var build in builds) build.AddTo(table, command);
        }

        table.Print(Console.Out);
    }

    /// <summary>A build of the program, with what its commands took.</summary>
    private sealed class Candidate(string name, string program, GeneratedLog log)
    {
        private readonly Dictionary<string, List<Measured>> _runs = [];

        public string Name => name;

        public string State { get; } = log.At($"{name}-state");

        // The first question of a silo finds it cold, and has no name.
        public IEnumerable<string> Commands => _runs.Keys.Where(command => command.Length > 0);

        public Task IngestAsync() => StartAsync("ingest", log.Path, "--state", State, "--dataset", Dataset, "--quiet");

        public async Task MeasureAsync(string command, params string[] arguments)
        {
            if (!_runs.TryGetValue(command, out var runs)) _runs.Add(command, runs = []);
            runs.Add(Measured.Note($"{name} {command}", await StartAsync(arguments)));
        }

        public void AddTo(AlignedTable table, string command)
        {
            if (!_runs.TryGetValue(command, out var runs)) return;
            var median = Median.Of(runs);
            table.Add(command, name, AlignedTable.Number(median.Seconds, 2), AlignedTable.Number(median.CpuSeconds, 2),
                AlignedTable.Number(median.PeakMegabytes));
        }

        private Task<Measured> StartAsync(params string[] arguments) => Measured.RunAsync("dotnet", ["exec", program, .. arguments]);
    }
}
