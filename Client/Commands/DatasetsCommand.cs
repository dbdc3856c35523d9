using System.CommandLine;
using LlmWorkload.Datasets;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl datasets list|show|drop</c></summary>
internal static class DatasetsCommand
{
    public static Command Build() => new("datasets", "What the cluster holds.\n\nExample: llmwl datasets list") { ListCommand(), ShowCommand(), DropCommand() };

    /// <summary>The datasets of a cluster.</summary>
    public static async Task<ResultTable> ListAsync(Session session)
    {
        var names = await session.Grains.GetGrain<IDatasetIndexGrain>(GrainKeys.DatasetIndex).ListAsync();
        var rows = new List<object?[]>();
        foreach (var name in names)
        {
            if (await session.DescribeAsync(name) is not { } catalog) continue;
            rows.Add([name, catalog.Rows, catalog.Models.Count, catalog.Files.Count, Instants.Text(catalog.First), Instants.Text(catalog.Last)]);
        }

        return new ResultTable("Datasets", ["dataset", "rows", "models", "files", "first", "last"], rows);
    }

    private static Command ListCommand()
    {
        var command = new Command("list", "The datasets, the one used last first.\n\nExample: llmwl datasets list --format json");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await Session.OpenAsync(parsed, cancellationToken);
            session.Print(await ListAsync(session));
            return 0;
        });
        return command;
    }

    private static Command ShowCommand()
    {
        var name = new Argument<string>("NAME") { Description = "The dataset" };
        var command = new Command("show", "The files of a dataset and what was rejected.\n\nExample: llmwl datasets show winter") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await Session.OpenAsync(parsed, cancellationToken);
            var catalog = await FindAsync(session, parsed.GetValue(name)!);
            session.Print(new ResultTable($"Files of {catalog.Name}", ["file", "rows", "rejected", "complete", "fingerprint"],
            [
                .. catalog.Files.Select(file => new object?[] { file.Name, file.Rows, file.Rejected.Values.Sum(), file.Complete ? "yes" : "no", file.Fingerprint }),
            ]));
            return 0;
        });
        return command;
    }

    private static Command DropCommand()
    {
        var name = new Argument<string>("NAME") { Description = "The dataset" };
        var command = new Command("drop", "Remove a dataset: its rows and every result.\n\nExample: llmwl datasets drop winter") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await Session.OpenAsync(parsed, cancellationToken);
            var catalog = await FindAsync(session, parsed.GetValue(name)!);
            await session.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(catalog.Name)).DropAsync();
            session.Note($"Dropped {catalog.Name}: {catalog.Rows:N0} rows.");
            return 0;
        });
        return command;
    }

    private static async Task<DatasetCatalog> FindAsync(Session session, string name) =>
        await session.DescribeAsync(name) ?? throw new WorkloadException($"There is no dataset '{name}'.") { IsInput = true };
}
