using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LlmWorkload.Generation;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>peers --rows N</c>: the same values from the same generated CSV by this project (CSV → embedded cluster with RocksDB → every <c>summary.json</c>, no
/// figures) and by DuckDB, in turn, each in a process of its own.
/// </summary>
internal static class PeersCommand
{
    public static Command Build()
    {
        var rows = new Option<long>("--rows") { DefaultValueFactory = _ => 1_000_000, Description = "Rows of the log" };
        var users = new Option<int>("--users") { DefaultValueFactory = _ => 100_000, Description = "Users" };
        var models = new Option<int>("--models") { DefaultValueFactory = _ => 240, Description = "Models" };
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 3, Description = "Runs of each" };
        var command = new Command("peers", "Compares with DuckDB on a generated log.") { rows, users, models, runs };
        command.SetAction(async parsed => await RunAsync(
            new GeneratorOptions { Rows = parsed.GetValue(rows), Users = parsed.GetValue(users), Models = parsed.GetValue(models), Days = 30, Seed = 1 },
            parsed.GetValue(runs)));
        return command;
    }

    private static async Task RunAsync(GeneratorOptions options, int runs)
    {
        var folder = Directory.CreateTempSubdirectory("llmwl-peers-").FullName;
        try
        {
            var log = Path.Combine(folder, "log.csv");
            await using (var stream = File.Create(log)) new LogGenerator(options).Write(stream);
            Console.WriteLine($"{options.Rows:N0} rows, {options.Users:N0} users, {options.Models} models, {new FileInfo(log).Length / 1e6:N0} MB");
            List<Measured> ours = [], theirs = [];
            for (var run = 0; run < runs; run++)
            {
                ours.Add(Print("llmwl", await OursAsync(log, Path.Combine(folder, $"state-{run}"), Path.Combine(folder, "figures"))));
                theirs.Add(Print("DuckDB", await Measured.RunAsync(Environment.ProcessPath!, "duckdb", log, Path.Combine(folder, "duckdb.json"))));
            }

            var (agree, compared) = Compare(Path.Combine(folder, "figures"), Path.Combine(folder, "duckdb.json"));
            Console.WriteLine($"{compared} values compared, {compared - agree} differ");
            Console.WriteLine($"median: llmwl {Median(ours):0.00} s, DuckDB {Median(theirs):0.00} s, ratio {Median(theirs) / Median(ours):0.0}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Measured> OursAsync(string log, string state, string figures)
    {
        var measured = await Measured.RunAsync("dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "llmwl.dll"), "analyze", log, "--state", state, "--output", figures, "--top", "0", "--quiet",
            "--only", "overview,users,tokens,arrivals,diversity,models,user-arrivals");
        Directory.Delete(state, recursive: true);
        return measured;
    }

    private static Measured Print(string who, Measured measured)
    {
        Console.WriteLine($"{who,-8}{measured.Seconds,8:0.00} s {measured.CpuSeconds,8:0.00} s CPU {measured.PeakMegabytes,8:N0} MB");
        return measured;
    }

    private static double Median(List<Measured> runs) => runs.Select(run => run.Seconds).Order().ElementAt(runs.Count / 2);

    // Where both compute the same thing, they must agree: DuckDB's averages are not exact, hence 1e-9 relative.
    private static (int Agree, int Compared) Compare(string figures, string duckDb)
    {
        using var theirs = JsonDocument.Parse(File.ReadAllBytes(duckDb));
        int agree = 0, compared = 0;
        Each("per_model_token_distributions", "tokens", ("input_tokens.mean", "mean"), ("input_tokens.median", "q.5"), ("output_tokens.p99", "output_q.9"), ("output_input_ratio.p90", "ratio_q.7"));
        Each("per_model_arrival_time", "arrivals", ("inter_arrival_seconds.n", "n"), ("inter_arrival_seconds.median", "q.5"), ("pairs", "pairs"), ("pearson", "pearson"));
        Each("per_model_arrival_time", "arrivals_spearman", ("spearman", "spearman"));
        Each("per_model_arrival_time_per_user", "user_mode", ("inter_arrival_seconds.n", "n"), ("inter_arrival_seconds.median", "q.5"), ("pairs", "pairs"));
        Each("per_model_stats", "model_stats", ("requests", "requests"), ("input_tokens", "input_tokens"), ("output_tokens", "output_tokens"), ("users", "users"));
        return (agree, compared);

        void Each(string folder, string name, params (string Ours, string Theirs)[] values)
        {
            var file = Path.Combine(figures, folder, "summary.json");
            if (!File.Exists(file)) return;
            using var summary = JsonDocument.Parse(File.ReadAllBytes(file));
            var models = summary.RootElement.GetProperty("models").EnumerateArray().ToDictionary(model => model.GetProperty("id").GetString()!);
            foreach (var row in theirs.RootElement.GetProperty(name).EnumerateArray())
            {
                if (!models.TryGetValue(row.GetProperty("chute_id").GetString()!, out var model)) continue;
                foreach (var (ourPath, theirPath) in values)
                {
                    var (a, b) = (At(model, ourPath), At(row, theirPath));
                    compared++;
                    if (a is null ? b is null or double.NaN : b is { } other && Math.Abs(a.Value - other) <= 1e-9 * Math.Max(1, Math.Abs(other))) agree++;
                    else Console.WriteLine($"{folder} {row.GetProperty("chute_id")} {ourPath}: {a?.ToString(CultureInfo.InvariantCulture)} for {b?.ToString(CultureInfo.InvariantCulture)}");
                }
            }
        }
    }

    private static double? At(JsonElement element, string path)
    {
        foreach (var step in path.Split('.')) element = element.ValueKind == JsonValueKind.Array ? element[int.Parse(step, CultureInfo.InvariantCulture)] : element.GetProperty(step);
        return element.ValueKind == JsonValueKind.Null ? null : element.GetDouble();
    }
}
