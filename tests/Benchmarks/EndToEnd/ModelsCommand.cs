using System.CommandLine;
using System.Globalization;
using DuckDB.NET.Data;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>models --models N</c>: a log with as many models as junk names make, or as many users; beside DuckDB, which groups the same log by
/// both.
/// </summary>
internal static class ModelsCommand
{
    private const string Dataset = "models";

    public static Command Build()
    {
        var models = CountOption.Create("--models", 100_000, "Models; each row names the next one");
        var users = CountOption.Create("--users", 1_000, "Users; each row names the next one");
        var rows = CountOption.Create("--rows", 100_000, "Rows");
        var runs = CountOption.Create("--runs", 3, "Runs of each");
        var command = new Command(
            "models", "Ingests a log of many models or users, asks for its overview and runs every analysis; beside DuckDB.")
        {
            models, users, rows, runs
        };
        command.SetAction(parsed => RunAsync(
            parsed.GetValue(rows), parsed.GetValue(models), parsed.GetValue(users), parsed.GetValue(runs)));
        return command;
    }

    /// <summary>Groups a log by model and by user with DuckDB, in a process of its own.</summary>
    public static Command BuildBaseline()
    {
        var file = new Argument<string>("FILE") { Description = "The log" };
        var command = new Command("models-duckdb", "Groups a log by model and by user with DuckDB.") { file };
        command.SetAction(parsed => Group(parsed.GetValue(file)!));
        return command;
    }

    private static async Task RunAsync(int rows, int models, int users, int runs)
    {
        var folder = Directory.CreateTempSubdirectory("llmwl-models-").FullName;
        try
        {
            var (log, state) = (Path.Combine(folder, "log.csv"), Path.Combine(folder, "state"));
            Write(log, rows, models, users);
            var (first, all, peers) = (new List<Measured>(), new List<Measured>(), new List<Measured>());
            for (var run = 0; run < runs; run++)
            {
                var ingested = Measured.Note("ingest", await ClientRun.IngestAsync(log, state, Dataset));
                var asked = Measured.Note("query overview", await ClientRun.OverviewAsync(state, Dataset));
                Directory.Delete(state, recursive: true);
                first.Add(new Measured(ingested.Seconds + asked.Seconds, ingested.CpuSeconds + asked.CpuSeconds,
                    Math.Max(ingested.PeakMegabytes, asked.PeakMegabytes)));
                all.Add(Measured.Note("analyze", await ClientRun.AnalyzeAllAsync(log, state, Path.Combine(folder, "figures"))));
                peers.Add(Measured.Note("DuckDB", await Measured.RunAsync(
                    "dotnet", "exec", typeof(ModelsCommand).Assembly.Location, "models-duckdb", log)));
            }

            Print($"{rows:N0} rows, {models:N0} models, {users:N0} users", [
                ("ingest, query overview", first), ("analyze --top 0", all), ("DuckDB: two groupings", peers)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(string log, (string Name, List<Measured> Runs)[] measured)
    {
        var table = new AlignedTable(log, "s", "CPU s", "peak MB");
        foreach (var (name, runs) in measured)
        {
            var (seconds, cpuSeconds, peak) = Median.Of(runs);
            table.Add(name, AlignedTable.Number(seconds, 2), AlignedTable.Number(cpuSeconds, 2), AlignedTable.Number(peak));
        }

        table.Print(Console.Out);
    }

    private static void Write(string path, int rows, int models, int users)
    {
        var random = new Random(1);
        var clock = new DateTime(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);
        using var writer = new StreamWriter(path);
        writer.WriteLine("invocation_id,chute_id,function_name,user_id,started_at,completed_at,input_tokens,output_tokens,ttft");
        for (var row = 0; row < rows; row++)
        {
            clock = clock.AddMilliseconds(random.Next(1, 2_000));
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"i{row},model-{row % models:x6},chat,user-{row % users},{clock:yyyy-MM-dd HH:mm:ss.fff},"
                    + $"{clock.AddMilliseconds(random.Next(500, 60_000)):yyyy-MM-dd HH:mm:ss.fff},{random.Next(1, 5_000)},"
                    + $"{random.Next(1, 2_000)},{random.Next(50, 3_000) / 1e3}"));
        }
    }

    private static void Group(string file)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        foreach (var key in (string[])["chute_id", "user_id"])
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"""
                SELECT {key}, count(*) AS n, sum(input_tokens), sum(output_tokens), quantile_cont(ttft, [.5, .95, .99]), min(started_at),
                       max(started_at)
                FROM read_csv('{file.Replace("'", "''", StringComparison.Ordinal)}') GROUP BY ALL ORDER BY n DESC, 1
                """;
            using var reader = command.ExecuteReader();
            var groups = 0;
            while (reader.Read()) groups++;
            Console.WriteLine($"{key}: {groups}");
        }
    }
}
