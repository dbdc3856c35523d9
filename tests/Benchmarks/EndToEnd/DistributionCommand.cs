using System.CommandLine;
using LlmWorkload.Benchmarks.Inputs;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>distribution --rows N</c>: the same log ingested by an embedded cluster, into one silo, and into several silos over each database:
/// what the way over the network, the database and the balance cost. Silos live long: they are measured when they are new, and again when
/// they have done the same a few times.
/// </summary>
internal static class DistributionCommand
{
    private const string Dataset = "distribution";
    private const int UnmeasuredRuns = 2;

    public static Command Build()
    {
        var rows = new Option<long>("--rows") { DefaultValueFactory = _ => 5_000_000, Description = "Rows of the log" };
        var silos = CountOption.Create("--silos", 3, "Silos of a cluster");
        var runs = CountOption.Create("--runs", 3, "Runs of each");
        var log = new LogOptions();
        var command = new Command(
            "distribution", "Ingests embedded, into one silo and into several (Linux; needs ss, PostgreSQL and Redis).")
            { rows, silos, runs };
        log.AddTo(command);
        command.SetAction(async parsed =>
        {
            using var generated = new GeneratedLog(log.Of(parsed, parsed.GetValue(rows)));
            Console.WriteLine(generated.Describe());
            await RunAsync(generated, parsed.GetValue(silos), parsed.GetValue(runs));
        });
        return command;
    }

    private static async Task RunAsync(GeneratedLog log, int silos, int runs)
    {
        (string Name, Func<Task<IReadOnlyList<Ingestion>>> Run)[] ways =
        [
            ("embedded, RocksDB", async () => [await EmbeddedAsync(log)]),
            ("1 silo, RocksDB", () => OneSiloAsync(log)),
            ($"{silos} silos, PostgreSQL", () => ClusterAsync(log, silos, "postgres")),
            ($"{silos} silos, Redis", () => ClusterAsync(log, silos, "redis")),
        ];
        var measured = new OrderedDictionary<string, List<Ingestion>>();
        for (var run = 0; run < runs; run++)
        {
            foreach (var (way, ingest) in ways)
            {
                foreach (var (name, ingestion) in ((string[])[way, $"{way}, warm"]).Zip(await ingest()))
                {
                    measured.TryAdd(name, []);
                    measured[name].Add(ingestion);
                    Measured.Note(name, ingestion.Client);
                }
            }
        }

        var table = new AlignedTable(
            "ingestion", "s", "rows/s", "CPU µs/row: client", "silos", "together", "/ embedded", "bytes/row: wire", "state",
            "rows of a silo, max/mean");
        var embedded = 0.0;
        foreach (var (name, all) in measured)
        {
            var client = Median.Of([.. all.Select(each => each.Client)]);
            var (clientCpu, silosCpu) = (PerRow(client.CpuSeconds) * 1e6, PerRow(Median.Of(all.Select(each => each.SiloCpuSeconds))) * 1e6);
            if (embedded == 0) embedded = clientCpu + silosCpu;
            table.Add(
                name,
                AlignedTable.Number(client.Seconds, 2),
                AlignedTable.Number(log.Options.Rows / client.Seconds),
                AlignedTable.Number(clientCpu, 2),
                AlignedTable.Number(silosCpu, 2),
                AlignedTable.Number(clientCpu + silosCpu, 2),
                AlignedTable.Number((clientCpu + silosCpu) / embedded, 2),
                AlignedTable.Number(PerRow(Median.Of(all.Select(each => (double)each.WireBytes))), 1),
                AlignedTable.Number(PerRow(Median.Of(all.Select(each => (double)each.StateBytes))), 1),
                AlignedTable.Number(Median.Of(all.Select(each => each.Balance)), 2));
        }

        table.Print(Console.Out);

        double PerRow(double value) => value / log.Options.Rows;
    }

    private static async Task<Ingestion> EmbeddedAsync(GeneratedLog log)
    {
        var state = log.At("state");
        var client = await ClientRun.IngestAsync(log.Path, state, Dataset);
        var bytes = ClientRun.BytesOf(state);
        Directory.Delete(state, recursive: true);
        return new Ingestion(client, 0, 0, bytes, 1);
    }

    private static async Task<IReadOnlyList<Ingestion>> OneSiloAsync(GeneratedLog log)
    {
        var state = log.At("state");
        IReadOnlyList<Ingestion> ingestions;
        await using (var silo = await SiloProcess.StartAsync(state)) ingestions = await IngestAsync(
            log, silo.Gateway, [silo.Id], () => ClientRun.BytesOf(state));
        Directory.Delete(state, recursive: true);
        return ingestions;
    }

    private static async Task<IReadOnlyList<Ingestion>> ClusterAsync(GeneratedLog log, int silos, string provider)
    {
        await using var cluster = await LocalCluster.StartAsync(log.At("cluster"), silos, provider);
        return await IngestAsync(log, cluster.Address, cluster.Silos, () => cluster.StateBytes);
    }

    // Into new silos, and after a few more into the same, a dataset each.
    private static async Task<IReadOnlyList<Ingestion>> IngestAsync(GeneratedLog log, string cluster, int[] silos, Func<long> stateBytes)
    {
        var first = await IngestAsync(log, cluster, silos, stateBytes, Dataset);
        for (var run = 0; run < UnmeasuredRuns; run++) await ClientRun.IngestIntoAsync(log.Path, cluster, $"{Dataset}-{run}");
        return [first, await IngestAsync(log, cluster, silos, stateBytes, $"{Dataset}-warm")];
    }

    private static async Task<Ingestion> IngestAsync(GeneratedLog log, string cluster, int[] silos, Func<long> stateBytes, string dataset)
    {
        await using var wire = await WireMeter.StartAsync(silos);
        var (cpu, state) = (Cpu(silos), stateBytes());
        var client = await ClientRun.IngestIntoAsync(log.Path, cluster, dataset);
        return new Ingestion(client, Cpu(silos) - cpu, await wire.StopAsync(), stateBytes() - state, await ClientRun.BalanceAsync(cluster));
    }

    private static double Cpu(int[] processes) => processes.Sum(id => ProcessUsage.Of(id)?.CpuSeconds ?? 0);

    /// <summary>
    /// What an ingestion took: the client's run, the silos' processor time, bytes over the network and in the state, and how even the rows
    /// lie.
    /// </summary>
    private sealed record Ingestion(Measured Client, double SiloCpuSeconds, long WireBytes, long StateBytes, double Balance);
}
