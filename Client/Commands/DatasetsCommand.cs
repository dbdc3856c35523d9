using System.CommandLine;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Output;
using LlmWorkload.Questions;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl datasets list|show|drop</c></summary>
internal static class DatasetsCommand
{
    public static Command Build()
    {
        var command = new ExampleCommand(
            "datasets", "What the cluster holds.", "llmwl datasets list", "llmwl datasets show winter") { ListCommand(), ShowCommand(),
            DropCommand() };
        CommonOptions.AddConnection(command);
        command.Options.Add(FormatOption.Results);
        return command;
    }

    /// <summary>The datasets of a cluster.</summary>
    public static async Task<ResultTable> ListAsync(Session session) =>
        new("Datasets", Listings.Of(await session.Questions.DatasetsAsync()));

    private static ExampleCommand ListCommand()
    {
        var command = new ExampleCommand("list", "The datasets, the one used last first.", "llmwl datasets list --format json");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await Session.OpenAsync(parsed, cancellationToken, onlyAsks: true);
            session.Print(await ListAsync(session));
            return 0;
        });
        return command;
    }

    private static ExampleCommand ShowCommand()
    {
        var name = new Argument<string>("NAME") { Description = "The dataset" };
        name.CompletionSources.Add(NameCompletions.Datasets);
        var command = new ExampleCommand("show", "The files of a dataset and what was rejected.", "llmwl datasets show winter") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await Session.OpenAsync(parsed, cancellationToken, onlyAsks: true);
            Print(session, await session.FindDatasetAsync(parsed.GetValue(name)!));
            return 0;
        });
        return command;
    }

    private static void Print(Session session, DatasetCatalog catalog)
    {
        if (session.Format != ResultFormat.Json) session.NoteDoubts(catalog);
        var files = new ResultTable($"Files of {catalog.Name}",
            ["file", "rows", "rejected", "reasons", "turned_missing", "ignored_columns", "absent_fields", "complete", "fingerprint"],
        [
            .. catalog.Files.Select(file => new object?[]
            {
                file.Name, file.Rows, file.Rejected.Values.Sum(), CatalogJson.Reasons([file]), CatalogJson.TurnedMissing([file]),
                CatalogJson.Names(file.Columns.Ignored), CatalogJson.Names(AbsentFields.Of(file)), file.Complete, file.Fingerprint,
            }),
        ]);
        session.Print(
            () => JsonText.Object(json => json.Catalog(catalog)),
            files,
            files);
    }

    private static ExampleCommand DropCommand()
    {
        var name = new Argument<string>("NAME") { Description = "The dataset" };
        name.CompletionSources.Add(NameCompletions.Datasets);
        var command = new ExampleCommand("drop", "Remove a dataset: its rows and every result.", "llmwl datasets drop winter") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await Session.OpenAsync(parsed, cancellationToken, onlyAsks: true);
            var catalog = await session.FindDatasetAsync(parsed.GetValue(name)!);
            await session.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(catalog.Name)).DropAsync(catalog.Life);
            session.Note($"Dropped {catalog.Name}: {InvariantText.Count(catalog.Rows, "row")}.");
            return 0;
        });
        return command;
    }
}
