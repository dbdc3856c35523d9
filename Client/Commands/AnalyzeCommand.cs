using System.CommandLine;
using System.Diagnostics;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Output;
using Microsoft.Extensions.DependencyInjection;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl analyze FILE…</c></summary>
internal static class AnalyzeCommand
{
    private static readonly Option<string> OutputFolder = new("--output", "-o") { Description = "Folder that the figures and numbers go to", HelpName = "DIR", DefaultValueFactory = _ => "figures" };
    private static readonly Option<string> Top = new("--top") { Description = "Models that get figures of their own, by requests: a number, all, or 0 for no figures", HelpName = "N|all", DefaultValueFactory = _ => "20" };
    private static readonly Option<bool> ThinData = new("--thin-data") { Description = "Thin the CSV of large curves as their drawing is" };
    private static readonly Option<FigureFormat> Picture = new("--figure-format") { Description = "png or svg", HelpName = "png|svg" };

    public static Command Build()
    {
        var ingest = new IngestOptions();
        var command = new Command("analyze", "Ingest request logs, run every analysis, and write figures and numbers.\n\nExample: llmwl analyze requests.csv.gz --output figures --top 10");
        ingest.AddTo(command);
        foreach (var option in (Option[])[OutputFolder, Top, ThinData, Picture]) command.Options.Add(option);
        Top.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>();
            if (text != "all" && !uint.TryParse(text, out _)) result.AddError($"--top is '{text}'; expected a number or all.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = ingest.Request(parsed);
            await using var session = await Session.OpenAsync(parsed, cancellationToken);
            var clock = Stopwatch.StartNew();
            var result = await IngestStep.RunAsync(session, request, parsed, ingest.ForceRecompute(parsed), cancellationToken);
            var seconds = new Dictionary<string, double> { ["ingest"] = clock.Elapsed.TotalSeconds };
            await AnalyzeAsync(session, parsed, result.Catalog, seconds, cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task AnalyzeAsync(Session session, ParseResult parsed, DatasetCatalog catalog, Dictionary<string, double> seconds, CancellationToken cancellationToken)
    {
        var root = Path.GetFullPath(parsed.GetValue(OutputFolder)!);
        if (File.Exists(root)) throw new WorkloadException($"--output is '{root}', which is a file; expected a folder.") { IsInput = true };
        var format = parsed.GetValue(Picture);
        var folder = new FigureFolder(root, session.Grains, catalog.Name, format);
        var top = parsed.GetValue(Top)!;
        var options = new AnalysisOptions(top == "all" ? null : (int)Math.Min(int.MaxValue, uint.Parse(top)), ThinData: parsed.GetValue(ThinData));
        var results = await RunAllAsync(parsed, folder, options, seconds, cancellationToken);

        var rejected = await session.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(catalog.Name)).RejectedAsync();
        if (rejected.Count > 0) await folder.WriteAsync("rejected.csv", RejectedTable(rejected));
        var counts = RunSummary.Counts(results["overview"].Summary);
        string[] written = [.. folder.Written, RunSummary.FileName];
        RunSummary.RemoveStale(root, written);
        var summary = RunSummary.Write(catalog, counts, seconds, written);
        await folder.WriteAsync(RunSummary.FileName, summary);
        Print(session, parsed, catalog, counts, results, summary, root, written.Length);
    }

    private static Task<Dictionary<string, AnalysisResult>> RunAllAsync(
        ParseResult parsed, FigureFolder folder, AnalysisOptions options, Dictionary<string, double> seconds, CancellationToken cancellationToken) =>
        ProgressBar.RunAsync(parsed, async bar =>
        {
            var results = new Dictionary<string, AnalysisResult>();
            foreach (var analysis in Analyses)
            {
                if (bar is not null) bar.Description = analysis;
                var clock = Stopwatch.StartNew();
                results[analysis] = await folder.WriteAsync(analysis, options, null, cancellationToken);
                seconds[analysis] = clock.Elapsed.TotalSeconds;
                bar?.Increment(1.0 / Analyses.Count);
            }

            return results;
        });

    // The names that every silo of this version registers; a client of a cluster has no registry of its own.
    private static IReadOnlyList<string> Analyses { get; } =
        [.. new ServiceCollection().AddAnalyses().BuildServiceProvider().GetRequiredService<AnalysisRegistry>().All.Select(analysis => analysis.Name)];

    private static byte[] RejectedTable(IReadOnlyList<RejectedRecord> rows) => FigureCsv.Write(new FigureTable(
    [
        new TextColumn("file", [.. rows.Select(row => row.File)]),
        new IntegerColumn("line", [.. rows.Select(row => row.Line)]),
        new TextColumn("reason", [.. rows.Select(row => row.Reason)]),
        new TextColumn("raw", [.. rows.Select(row => row.Raw)]),
    ]));

    private static void Print(
        Session session,
        ParseResult parsed,
        DatasetCatalog catalog,
        (long? Users, long? Functions) counts,
        Dictionary<string, AnalysisResult> results,
        byte[] summary,
        string root,
        int files)
    {
        if (parsed.GetValue(CommonOptions.Format) is ResultFormat.Json)
        {
            session.Output.WriteLine(System.Text.Encoding.UTF8.GetString(summary));
            return;
        }

        if (results.Values.All(result => result.Cached)) session.Note("Every analysis was answered from the state.");
        session.Print(new ResultTable($"Dataset {catalog.Name}", ["rows", "models", "users", "functions", "first", "last"],
        [
            [catalog.Rows, catalog.Models.Count, counts.Users, counts.Functions, Instants.Text(catalog.First), Instants.Text(catalog.Last)],
        ]));
        session.Print(new ResultTable("Most requested models", ["model", "requests", "share_percent"],
        [
            .. catalog.Models.Take(5).Select(model => new object?[] { model.Name, model.Requests, Math.Round(100.0 * model.Requests / catalog.Rows, 2) }),
        ]));
        session.Note($"{files:N0} files in {root}");
    }
}
