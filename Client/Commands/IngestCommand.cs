using System.CommandLine;
using LlmWorkload.Analyses;
using LlmWorkload.Ingestion;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl ingest FILE…</c></summary>
internal static class IngestCommand
{
    public static Command Build()
    {
        var options = new IngestOptions();
        var command = new ExampleCommand(
            "ingest",
            "Bring request logs into a dataset, every row exactly once.",
            "llmwl ingest january.csv.gz february.csv.gz --dataset winter",
            "llmwl ingest logs/ --models names.json --format json");
        options.AddTo(command);
        command.Options.Add(FormatOption.ResultsAndLogs);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = options.Request(parsed);
            await using var session = await Session.OpenAsync(parsed, cancellationToken, onlyWrites: true);
            var result = await IngestStep.RunAsync(session, request, parsed, options.ForceRecompute(parsed), cancellationToken);
            Print(session, result);
            return 0;
        });
        return command;
    }

    private static void Print(Session session, IngestResult result)
    {
        var catalog = result.Catalog;
        var files = new ResultTable(
            $"Dataset {catalog.Name}",
            ["file", "rows", "rejected"],
            [.. catalog.Files.Select(file => new object?[] { file.Name, file.Rows, file.Rejected.Values.Sum() })]);
        session.Print(
            () => JsonText.Object(json =>
            {
                json.WriteString("dataset", catalog.Name);
                json.WriteNumber("rows", catalog.Rows);
                json.WriteNumber("added_rows", result.AddedRows);
                json.WriteNumber("models", catalog.Models.Count);
                json.Instant("first", catalog.First);
                json.Instant("last", catalog.Last);
                json.Files(catalog);
            }),
            files,
            files);
    }
}
