using System.CommandLine;
using LlmWorkload.Datasets;
using LlmWorkload.Export;
using LlmWorkload.Figures;
using LlmWorkload.Output;
using LlmWorkload.Pools;
using LlmWorkload.Segments;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl export servegen</c>, once the dataset is known: a folder with the clients of one model.</summary>
internal static class PoolExportStep
{
    /// <summary>Writes the pool, and prints what is in it.</summary>
    /// <param name="session">The cluster, and where to print.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="catalog">The dataset, narrowed to what is asked for.</param>
    /// <param name="root">The folder below which the pool is written.</param>
    /// <param name="key">The ids of users are replaced by their hash with this key; null leaves them.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    /// <exception cref="WorkloadException">There are several models, or no client, or the folder has files.</exception>
    public static async Task RunAsync(
        Session session, ParseResult parsed, DatasetCatalog catalog, string root, byte[]? key, CancellationToken cancellationToken)
    {
        if (catalog.Models is not [var model])
        {
            throw new WorkloadException(
                $"A pool is of one model, and '{catalog.Name}' has {InvariantText.Whole(catalog.Models.Count)}; expected --model with one "
                    + $"of them, such as {catalog.Models[0].Id}.")
            { IsInput = true };
        }

        var folder = PoolOptions.FolderOf(parsed, root, FigureNames.FileName(model.Name));
        CheckEmpty(folder);
        var exporter = new PoolExporter(session.Grains, catalog);
        var result = await ProgressBar.RunAsync(parsed, "export", bar => AtomicFolder.WriteAsync(folder, async temporary =>
        {
            var written = await exporter.WriteAsync(
                temporary, PoolOptions.HasRest(parsed), bar is null ? null : share => bar.Value = share, cancellationToken);
            await File.WriteAllBytesAsync(Path.Combine(temporary, PoolFileNames.Clients), Clients(written, key), cancellationToken);
            return written;
        }));
        Print(session, catalog, model, folder, result);
    }

    // A reader of pools takes every chunk of a folder, so those of two pools would be mixed.
    private static void CheckEmpty(string folder)
    {
        if (File.Exists(folder)) throw new WorkloadException($"'{folder}' is a file; expected a folder.") { IsInput = true };
        if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).FirstOrDefault() is not { } first) return;
        var what = Directory.EnumerateFiles(folder, "chunk-*").Any() ? "a pool" : Path.GetFileName(first);
        throw new WorkloadException($"'{folder}' holds {what} already; expected another --out or --pool, or an empty folder.")
        { IsInput = true };
    }

    private static byte[] Clients(PoolResult result, byte[]? key) => new ResultTable(
        null,
        [PoolFileNames.ChunkColumn, PoolFileNames.UserColumn, "requests", "windows", "window_requests"],
        [
            .. result.Clients.Select(client => (object?[])
            [
                client.Chunk, client.User is { } user && key is not null ? RowTransform.Hash(ColumnId.User, user, key) : client.User,
                client.Requests, client.Windows, client.WindowRequests,
            ]),
        ]).Csv();

    private static void Print(Session session, DatasetCatalog catalog, CatalogModel model, string folder, PoolResult result)
    {
        var table = new ResultTable(
            $"Pool of {model.Name} of {catalog.Name}",
            ["format", "path", "clients", "requests", "pool_requests", "pool_share", "rest_lost_share"],
            [
                [
                    ServeGen.Name, folder, result.Clients.Count, result.Requests, result.InPool, result.PoolShare, result.RestLostShare,
                ],
            ]);
        session.Print(
            () => JsonText.Object(json =>
            {
                json.WriteString("dataset", catalog.Name);
                json.WriteString("model", model.Id);
                json.WriteString("format", ServeGen.Name);
                json.WriteString("path", folder);
                json.WriteNumber("clients", result.Clients.Count);
                json.WriteNumber("requests", result.Requests);
                json.WriteNumber("pool_requests", result.InPool);
                json.WriteNumber("pool_share", result.PoolShare);
                json.Number("rest_lost_share", result.RestLostShare);
            }),
            table,
            table);
        session.Note($"Look at it again: llmwl generate --from-pool {folder} | llmwl analyze -");
    }
}
