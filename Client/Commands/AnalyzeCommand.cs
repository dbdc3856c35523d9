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
    private const string RejectedFile = "rejected.csv";

    private static readonly Option<string> Folder = new("--output", "-o") { Description = "Folder that the figures and numbers go to", HelpName = "DIR", DefaultValueFactory = _ => "figures" };
    private static readonly Option<TopOption.Limit> Top = TopOption.Create("Models and users that get figures of their own, by requests: a number, all, or 0 for no figures at all");
    private static readonly Option<bool> ThinData = new("--thin-data") { Description = "Thin the CSV of large curves as their drawing is" };

    public static Command Build()
    {
        var ingest = new IngestOptions();
        var command = new ExampleCommand(
            "analyze",
            "Ingest request logs, run every analysis, and write figures and numbers.",
            "llmwl analyze requests.csv.gz --output figures --top 10",
            "llmwl analyze logs/ --dataset winter --format svg",
            "llmwl analyze requests.csv --top 0 --format json --quiet > summary.json");
        foreach (var option in (Option[])[Folder, Top, ThinData, FormatOption.ResultsAndFigures]) command.Options.Add(option);
        ingest.AddTo(command);
        Folder.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>())) result.AddError("--output is empty.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = ingest.Request(parsed);
            var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetValue(Folder)!));
            OutputFolder.Check(root);
            await using var session = await Session.OpenAsync(parsed, cancellationToken);
            var clock = Stopwatch.StartNew();
            var result = await IngestStep.RunAsync(session, request, parsed, ingest.ForceRecompute(parsed), cancellationToken);
            var seconds = new Dictionary<string, double> { ["ingest"] = clock.Elapsed.TotalSeconds };
            await AnalyzeAsync(session, parsed, root, result.Catalog, seconds, cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task AnalyzeAsync(
        Session session, ParseResult parsed, string root, DatasetCatalog catalog, Dictionary<string, double> seconds, CancellationToken cancellationToken)
    {
        var folder = new FigureFolder(root, session.Grains, catalog.Name, parsed.GetValue(FormatOption.ResultsAndFigures).Figure ?? FigureFormat.Png);
        var options = new AnalysisOptions(parsed.GetValue(Top).Count, ThinData: parsed.GetValue(ThinData));
        var results = await RunAllAsync(parsed, folder, options, seconds, cancellationToken);

        var rejected = await session.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(catalog.Name)).RejectedAsync();
        if (rejected.Count > 0) await WriteRejectedAsync(session, folder, root, catalog, rejected);
        var counts = RunSummary.Counts(results["overview"].Summary);
        string[] written = [.. folder.Written, RunSummary.FileName];
        RunSummary.RemoveStale(root, written);
        var summary = RunSummary.Write(catalog, counts, seconds, written);
        await folder.WriteAsync(RunSummary.FileName, summary);
        if (results.Values.All(result => result.Cached)) session.Note("Every analysis was answered from the state.");
        Print(session, catalog, counts, summary);
        session.Note($"{written.Length:N0} files in {root}");
    }

    private static Task<Dictionary<string, AnalysisResult>> RunAllAsync(
        ParseResult parsed, FigureFolder folder, AnalysisOptions options, Dictionary<string, double> seconds, CancellationToken cancellationToken) =>
        ProgressBar.RunAsync(parsed, "analyze", async bar =>
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

    private static async Task WriteRejectedAsync(Session session, FigureFolder folder, string root, DatasetCatalog catalog, IReadOnlyList<RejectedRecord> rows)
    {
        await folder.WriteAsync(RejectedFile, FigureCsv.Write(new FigureTable(
        [
            new TextColumn("file", [.. rows.Select(row => row.File)]),
            new IntegerColumn("line", [.. rows.Select(row => row.Line)]),
            new TextColumn("reason", [.. rows.Select(row => row.Reason)]),
            new TextColumn("raw", [.. rows.Select(row => row.Raw)]),
        ])));
        var all = catalog.RejectedRows();
        session.Note($"Rejected rows{(all > rows.Count ? $" (the first {rows.Count:N0} of {all:N0})" : "")}: {Path.Combine(root, RejectedFile)}");
    }

    private static void Print(Session session, DatasetCatalog catalog, (long? Users, long? Functions) counts, byte[] summary)
    {
        var dataset = new ResultTable($"Dataset {catalog.Name}", ["dataset", "rows", "rejected", "models", "users", "functions", "first", "last"],
        [
            [catalog.Name, catalog.Rows, catalog.RejectedRows(), catalog.Models.Count, counts.Users, counts.Functions, Instants.Text(catalog.First), Instants.Text(catalog.Last)],
        ]);
        session.Print(() => summary, dataset, dataset, new ResultTable("Most requested models", ["model", "requests", "share_percent"],
        [
            .. catalog.Models.Take(5).Select(model => new object?[] { model.Name, model.Requests, Math.Round(100.0 * model.Requests / catalog.Rows, 2) }),
        ]));
    }
}
