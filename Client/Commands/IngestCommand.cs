using System.CommandLine;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl ingest FILE…</c></summary>
internal static class IngestCommand
{
    public static Command Build()
    {
        var options = new IngestOptions();
        var command = new Command("ingest", "Bring request logs into a dataset, every row exactly once.\n\nExample: llmwl ingest january.csv.gz february.csv.gz --dataset winter");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = options.Request(parsed);
            await using var session = await Session.OpenAsync(parsed, cancellationToken);
            var result = await IngestStep.RunAsync(session, request, parsed, options.ForceRecompute(parsed), cancellationToken);
            session.Print(new ResultTable(
                $"Dataset {result.Catalog.Name}",
                ["file", "rows", "rejected"],
                [.. result.Catalog.Files.Select(file => new object?[] { file.Name, file.Rows, file.Rejected.Values.Sum() })]));
            return 0;
        });
        return command;
    }
}
