using LlmWorkload.Datasets;
using LlmWorkload.Pools;

namespace LlmWorkload.Export;

/// <summary>Writes the clients of one model as a pool of ServeGen. What few clients send is in memory at a time.</summary>
/// <param name="grains">The cluster.</param>
/// <param name="catalog">A dataset that is narrowed to the model.</param>
internal sealed class PoolExporter(IGrainFactory grains, DatasetCatalog catalog)
{
    // Every question orders all rows of the model, so there are few: as many clients at once as fit into a message.
    private const long RowsAtOnce = 1 << 19;
    private const int ClientsAtOnce = 1 << 12;

    // A hundred years: one stray instant would give each client a file of gigabytes.
    private const long MostDays = 36_525;

    private readonly IPoolGrain _grain = grains.GetGrain<IPoolGrain>(0);

    /// <summary>Writes the files of all clients.</summary>
    /// <param name="folder">The folder, which is there.</param>
    /// <param name="hasRest">Whether what no client's window has is one client more.</param>
    /// <param name="progress">Told the share of the requests that are done.</param>
    /// <param name="cancellationToken">Ends the export between clients.</param>
    /// <exception cref="WorkloadException">The pool has no client.</exception>
    public async Task<PoolResult> WriteAsync(
        string folder, bool hasRest, Action<double>? progress, CancellationToken cancellationToken)
    {
        var plan = await _grain.PlanAsync(catalog);
        var day = plan.First - (plan.First % TimeSpan.TicksPerDay);
        if (plan.Last - day > MostDays * TimeSpan.TicksPerDay)
        {
            throw new WorkloadException(
                $"The requests are of {InvariantText.Date(plan.First / TimeSpan.TicksPerDay)} to {InvariantText.Date(
                    plan.Last / TimeSpan.TicksPerDay)}, and every client has a line for each ten minutes of them; expected at most "
                    + $"{InvariantText.Whole(MostDays)} days (--from, --to).")
            { IsInput = true };
        }

        var files = new PoolFiles(day, plan.Last - (plan.Last % TimeSpan.TicksPerDay) + TimeSpan.TicksPerDay);
        var written = new List<PooledClient>();
        var done = 0L;
        foreach (var batch in Batches(plan.Clients))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chunks = await _grain.ReadAsync(catalog, [.. batch.Select(client => client.Hash)]).WaitAsync(cancellationToken);
            foreach (var (client, chunk) in batch.Zip(chunks)) await AddAsync(client.User, chunk);
            progress?.Invoke((double)(done += batch.Sum(client => client.Requests)) / plan.Rows);
        }

        var rest = hasRest ? await _grain.ReadRestAsync(catalog).WaitAsync(cancellationToken) : null;
        if (rest?.HasPlace == true) await AddAsync(null, rest);
        progress?.Invoke(1);
        return written.Count > 0 ? new PoolResult(plan.Rows, rest?.Requests, written) : throw NoClient(hasRest);

        async Task AddAsync(string? user, PoolChunk chunk)
        {
            var number = written.Count;
            await using (var trace = File.Create(Path.Combine(folder, PoolFileNames.Trace(number)))) files.WriteTrace(trace, chunk);
            await using (var dataset = File.Create(Path.Combine(folder, PoolFileNames.Dataset(number)))) files.WriteDataset(dataset, chunk);
            written.Add(new PooledClient(number, user, chunk.Requests, chunk.Windows.Length, chunk.WindowRequests));
        }
    }

    // A pool that is empty stops ServeGen.
    private static WorkloadException NoClient(bool hasRest) => new(
        $"The pool has no client: no {(hasRest ? "ten minutes have" : "user has")} ten requests{(hasRest ? "" : " in ten minutes")} and "
            + "input and output tokens.")
    { IsInput = true };

    private static IEnumerable<List<PoolClient>> Batches(IReadOnlyList<PoolClient> clients)
    {
        var batch = new List<PoolClient>();
        foreach (var client in clients)
        {
            if (batch.Count == ClientsAtOnce || (batch.Count > 0 && batch.Sum(each => each.Requests) + client.Requests > RowsAtOnce))
            {
                yield return batch;
                batch = [];
            }

            batch.Add(client);
        }

        if (batch.Count > 0) yield return batch;
    }
}
