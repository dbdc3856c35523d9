using System.Net;
using System.Net.Sockets;

namespace LlmWorkload.Tests.Faults;

/// <summary>Clients that are killed, that come in twos, and that nobody answers.</summary>
[Collection(ServersCollection.Name)]
public sealed class ClientFaultTests(PostgresServer postgres, FaultyCluster faulty)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_client_killed_during_an_ingestion_goes_on_where_it_was_and_repeats_no_row()
    {
        var cluster = await faulty.RequireAsync(postgres);

        // However late it is seen that rows are stored, the others are not yet.
        await using (await WriteTrigger.CreateAsync(cluster.Cluster.Connection, "PERFORM pg_sleep(0.05);"))
        {
            using var client = ProgramProcess.Client(
                "ingest", cluster.Log, "--dataset", "abandoned", "--chunk-records", "250", "--partitions", "8",
                    "--cluster", cluster.Cluster.Store);
            await Waiting.ForAsync(
                async () => await cluster.Client.FindAsync("abandoned") is { Rows: > 0 }, Longest, "the first rows to be stored");
            client.Signal(ProgramProcess.Kill);
            Assert.Equal(128 + ProgramProcess.Kill, (await client.ExitAsync()).ExitCode);
        }

        var stored = (await cluster.Client.DescribeAsync("abandoned")).Rows;

        var resumed = await cluster.Client.IngestAsync("abandoned", cluster.Log);

        Assert.InRange(stored, 1, cluster.Accepted - 1);
        Assert.Equal(["log.csv"], resumed.ResumedFiles);
        Assert.InRange(resumed.AddedRows, 1, cluster.Accepted - stored);
        await cluster.AssertWholeAsync("abandoned");
    }

    [Fact]
    public async Task Two_clients_that_ingest_one_file_at_once_store_each_row_once()
    {
        var cluster = await faulty.RequireAsync(postgres);
        await using var other = await ClusterClient.ConnectAsync(cluster.Cluster.Gateways);

        var results = await Task.WhenAll(cluster.Client.IngestAsync("same-file", cluster.Log), other.IngestAsync("same-file", cluster.Log));

        Assert.All(results, result => Assert.Equal(cluster.Accepted, result.Catalog.Rows));
        await cluster.AssertWholeAsync("same-file");
    }

    [Fact]
    public async Task Two_clients_that_ingest_two_files_into_one_dataset_at_once_store_what_one_after_the_other_does()
    {
        var cluster = await faulty.RequireAsync(postgres);
        string[] files = [
            SampleLog.Write(cluster.At("one.csv"), rows: 6_000, seed: 21), SampleLog.Write(cluster.At("other.csv"), rows: 6_000, seed: 22)];
        await using var other = await ClusterClient.ConnectAsync(cluster.Cluster.Gateways);
        await using var embedded = await ClusterClient.EmbedAsync(cluster.At("one-after-the-other"));
        var rows = 0L;
        foreach (var file in files) rows += (await embedded.IngestAsync("files", file)).AddedRows;

        // The order of files is that of their offers: the second client begins when the first has made its offer.
        var offered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = cluster.Client.IngestAsync("files", files[0], _ => offered.TrySetResult());
        await Task.WhenAny(offered.Task, first);
        var results = await Task.WhenAll(first, other.IngestAsync("files", files[1]));

        Assert.Equal(rows, results.Sum(result => result.AddedRows));
        Assert.Equal(rows, (await other.DescribeAsync("files")).Rows);
        OutputFolders.AssertSame(
            await embedded.WriteAsync("files", cluster.At("files-expected")), await other.WriteAsync("files", cluster.At("files-at-once")));
    }

    [Fact]
    public async Task A_client_that_no_silo_answers_says_what_it_waits_for_and_gives_up_in_one_line_when_the_time_is_up()
    {
        var cluster = await faulty.RequireAsync(postgres);
        var gateway = $"127.0.0.1:{SiloProcess.FreePorts().One}";

        foreach (var command in (string[][])[["ingest", cluster.Log], ["query", "datasets"], ["datasets", "list"]])
        {
            var failed = (await ProgramProcess.RunClientAsync([.. command, "--cluster", gateway, "--timeout", "8"])).Failed(1);

            var lines = failed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal($"waiting for the cluster: no silo answers at {gateway}", lines[0]);
            Assert.StartsWith($"llmwl: No silo answers at {gateway}: ", lines[^1]);
            Assert.DoesNotContain("   at ", failed.Error);
            Assert.Empty(failed.Output);
        }
    }

    [Fact]
    public async Task A_client_gives_up_when_the_time_is_up_where_something_listens_and_never_says_a_word()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var gateway = mute.LocalEndpoint.ToString();

        var failed = (await ProgramProcess.RunClientAsync("query", "datasets", "--cluster", gateway!, "--timeout", "2")).Failed(1);

        Assert.Contains($"llmwl: No silo answers at {gateway}: ", failed.Error);
    }

    [Fact]
    public async Task A_client_whose_silos_all_end_says_so_and_goes_on_when_they_are_back()
    {
        var cluster = await faulty.RequireAsync(postgres);
        var told = cluster.Client.Notices.Count;

        // Whether a call failed or was not answered depends on the moment.
        await cluster.IngestDisturbedAsync(
            "all-killed",
            cluster.Accepted / 3,
            async () =>
            {
                await Task.WhenAll(Enumerable.Range(0, FaultyCluster.Silos).Select(cluster.Cluster.KillAsync));
                await Waiting.ForAsync(
                    () => Task.FromResult(cluster.Client.Notices.Count > told), Longest, "the client to say what it waits for");
            },
            cluster.Cluster.RestartEndedAsync);

        Assert.All(cluster.Client.Notices.Skip(told), notice => Assert.StartsWith("waiting for the cluster: ", notice));
    }
}
