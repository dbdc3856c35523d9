using System.CommandLine;
using System.Globalization;
using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Generation;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>memory --rows N --limit MB</c>: the <c>analyze</c> of <c>peers</c> in a process whose managed memory has a limit, in turn with one
/// without. Both must write the same bytes.
/// </summary>
internal static class MemoryCommand
{
    public static Command Build()
    {
        var rows = new Option<long>("--rows") { DefaultValueFactory = _ => 30_000_000, Description = "Rows of the log" };
        var limit = new Option<long>("--limit") { DefaultValueFactory = _ => 1_024, Description = "The limit, in megabytes of 2^20 bytes" };
        var runs = CountOption.Create("--runs", 1, "Runs of each");
        var log = new LogOptions();
        var command = new Command("memory", "Analyses a log in a process of little memory.") { rows, limit, runs };
        log.AddTo(command);
        command.SetAction(async parsed =>
            await RunAsync(log.Of(parsed, parsed.GetValue(rows)), parsed.GetValue(limit), parsed.GetValue(runs)));
        return command;
    }

    private static async Task<int> RunAsync(GeneratorOptions options, long limit, int runs)
    {
        using var log = new GeneratedLog(options);
        Console.WriteLine(log.Describe());
        var setting = string.Create(CultureInfo.InvariantCulture, $"DOTNET_GCHeapHardLimit=0x{limit << 20:X}");
        List<Measured> free = [], limited = [];
        for (var run = 0; run < runs; run++)
        {
            free.Add(Measured.Note("without a limit", await ClientRun.AnalyzeAsync(log.Path, log.At("state"), log.At("free"))));
            limited.Add(Measured.Note(
                setting, await ClientRun.AnalyzeAsync(log.Path, log.At("state"), log.At("limited"), environment: setting)));
        }

        var differ = Directory.EnumerateFiles(log.At("free"), "summary.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(log.At("free"), file)).Where(file => Path.GetDirectoryName(file) != "")
            .Count(file => !File.ReadAllBytes(Path.Combine(log.At("free"), file)).AsSpan().SequenceEqual(
                File.ReadAllBytes(Path.Combine(log.At("limited"), file))));
        Console.WriteLine($"{differ} summaries differ");
        var table = new AlignedTable("median", "s", "CPU s", "peak MB");
        Add("without a limit", Median.Of(free));
        Add($"{limit} MB", Median.Of(limited));
        table.Print(Console.Out);
        return differ == 0 ? 0 : 1;

        void Add(string name, Measured measured) => table.Add(
            name, AlignedTable.Number(measured.Seconds, 2), AlignedTable.Number(measured.CpuSeconds, 2),
            AlignedTable.Number(measured.PeakMegabytes));
    }
}
