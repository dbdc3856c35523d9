using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Generation;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>peers --rows N</c>: the same values from the same generated CSV by this project (CSV → embedded cluster with RocksDB → every
/// <c>summary.json</c>, no figures) and by DuckDB, in turn, each in a process of its own.
/// </summary>
internal static class PeersCommand
{
    public static Command Build()
    {
        var rows = new Option<long>("--rows") { DefaultValueFactory = _ => 1_000_000, Description = "Rows of the log" };
        var runs = CountOption.Create("--runs", 3, "Runs of each");
        var before = new Option<string?>("--before") { Description = "The llmwl.dll of another build, to run in turn with this one's" };
        var study = new Option<bool>("--study") { Description = "The values of five analyses of a study, of a log with all columns" };
        var log = new LogOptions();
        var command = new Command(
            "peers", "Compares with DuckDB on a generated log: the same values from the same CSV.") { rows, runs, before, study };
        log.AddTo(command);
        command.SetAction(async parsed =>
        {
            if (parsed.GetValue(before) is not { } path || File.Exists(path))
            {
                return await RunAsync(
                    log.Of(parsed, parsed.GetValue(rows)) with { Rich = parsed.GetValue(study) }, parsed.GetValue(runs),
                    parsed.GetValue(before), parsed.GetValue(study) ? PeerValues.Study : PeerValues.Seven);
            }

            Console.Error.WriteLine($"There is no '{path}'; expected the llmwl.dll of another build.");
            return 2;
        });
        return command;
    }

    private static async Task<int> RunAsync(GeneratorOptions options, int runs, string? before, PeerValues values)
    {
        using var log = new GeneratedLog(options);
        Console.WriteLine(log.Describe());
        var (figures, duckDb) = (log.At("figures"), log.At("duckdb.json"));
        List<Measured> ours = [], theirs = [], earlier = [];
        for (var run = 0; run < runs; run++)
        {
            ours.Add(Measured.Note("llmwl", await ClientRun.AnalyzeAsync(log.Path, log.At("state"), figures, values: values)));
            if (before is not null)
            {
                earlier.Add(Measured.Note(
                    "before", await ClientRun.AnalyzeAsync(log.Path, log.At("state"), log.At("before"), program: before, values: values)));
            }

            theirs.Add(Measured.Note("DuckDB", await Measured.RunAsync(Environment.ProcessPath!, "duckdb", log.Path, duckDb, "--values", values.Name)));
        }

        var (agree, compared) = Compare(figures, duckDb, values);
        Console.WriteLine($"{compared} values compared, {compared - agree} differ");
        PrintMedians(Median.Of(ours), Median.Of(theirs), earlier.Count == 0 ? null : Median.Of(earlier));
        return agree == compared ? 0 : 1;
    }

    private static void PrintMedians(Measured ours, Measured theirs, Measured? earlier)
    {
        var table = new AlignedTable("median", "s", "CPU s", "peak MB");
        Add("llmwl", ours, decimals: 0);
        if (earlier is not null) Add("before", earlier, decimals: 0);
        Add("DuckDB", theirs, decimals: 0);
        Add("DuckDB / llmwl", Ratio(theirs), decimals: 2);
        if (earlier is not null) Add("before / llmwl", Ratio(earlier), decimals: 2);
        table.Print(Console.Out);

        Measured Ratio(Measured other) => new(
            other.Seconds / ours.Seconds, other.CpuSeconds / ours.CpuSeconds, other.PeakMegabytes / ours.PeakMegabytes);

        void Add(string name, Measured measured, int decimals) =>
            table.Add(name, AlignedTable.Number(measured.Seconds, 2), AlignedTable.Number(measured.CpuSeconds, 2), AlignedTable.Number(
                measured.PeakMegabytes, decimals));
    }

    // Where both compute the same thing, they must agree: DuckDB's averages are not exact, hence 1e-9 relative.
    private static (int Agree, int Compared) Compare(string figures, string duckDb, PeerValues values)
    {
        using var theirs = JsonDocument.Parse(File.ReadAllBytes(duckDb));
        int agree = 0, compared = 0;
        foreach (var (folder, result, members) in values.Compared) Each(folder, result, members);
        return (agree, compared);

        void Each(string folder, string name, (string Ours, string Theirs)[] members)
        {
            var file = Path.Combine(figures, folder, "summary.json");
            if (!File.Exists(file)) return;
            using var summary = JsonDocument.Parse(File.ReadAllBytes(file));
            var models = summary.RootElement.GetProperty("models").EnumerateArray().ToDictionary(
                model => model.GetProperty("id").GetString()!);
            foreach (var row in theirs.RootElement.GetProperty(name).EnumerateArray())
            {
                if (!models.TryGetValue(row.GetProperty("chute_id").GetString()!, out var model)) continue;
                foreach (var (ourPath, theirPath) in members)
                {
                    var (a, b) = (At(model, ourPath), At(row, theirPath));
                    compared++;
                    if (a is null ? b is null
                        : b is { } other && Math.Abs(a.Value - other) <= 1e-9 * Math.Max(1, Math.Abs(other)))
                        agree++;
                    else Console.WriteLine(
                        $"{folder} {row.GetProperty("chute_id")} {ourPath}: {a?.ToString(CultureInfo.InvariantCulture)} for "
                        + $"{b?.ToString(CultureInfo.InvariantCulture)}");
                }
            }
        }
    }

    private static double? At(JsonElement element, string path)
    {
        foreach (var step in path.Split('.'))
            element = element.ValueKind == JsonValueKind.Array
                ? element[int.Parse(step, CultureInfo.InvariantCulture)]
                : element.GetProperty(step);
        return element.ValueKind == JsonValueKind.Null ? null : element.GetDouble();
    }
}
