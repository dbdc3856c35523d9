using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests;

/// <summary>Clients that ingest the same files at once.</summary>
public sealed class SharedFileTests(WorkloadCluster cluster) : IClassFixture<WorkloadCluster>, IDisposable
{
    private const string Unreadable = "model/0,,user-001,yesterday,,1,1,";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly DatasetOptions Options = new(Partitions: 4, ChunkRecords: 100);

    private readonly TemporaryFolder _folder = new();
    private readonly List<Client> _clients = [];

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public async Task Of_two_clients_that_ingest_one_file_one_does_it_and_the_other_waits_and_says_so()
    {
        var file = Log("log.csv", seed: 5);
        var alone = await IngestAloneAsync("alone", file);
        var (first, second) = await OneWaitsForOtherAsync("at-once", file);
        first.GoOn();
        var results = await Task.WhenAll(first.Result, second.Result);

        Assert.Equal([alone.AddedRows, 0], results.Select(result => result.AddedRows));
        Assert.Equal(0, second.Stored);
        Assert.Equal(["log.csv"], results[1].SkippedFiles);
        Assert.Empty(first.Said);
        Assert.Equal(["log.csv: another client is ingesting it; waiting", "log.csv: another client has ingested it"], second.Said);
        await AssertSameAsync("alone", "at-once");
    }

    [Fact]
    public async Task Of_two_clients_with_the_same_files_each_ingests_those_that_the_other_does_not_and_the_order_stays()
    {
        var (a, b) = (Log("a.csv", seed: 5), Log("b.csv", seed: 6));
        var (onlyA, onlyB) = ((await IngestAloneAsync("only-a", a)).AddedRows, (await IngestAloneAsync("only-b", b)).AddedRows);
        await IngestAloneAsync("one-client", a, b);
        var first = Held("two-clients", a, b);
        await first.StoresAsync();

        var second = Free("two-clients", a, b);
        await second.SaysAsync("a.csv: another client is ingesting it; waiting");
        first.GoOn();
        var results = await Task.WhenAll(first.Result, second.Result);

        Assert.Equal([onlyA, onlyB], results.Select(result => result.AddedRows));
        Assert.Equal(["b.csv: another client has ingested it"], first.Said);
        Assert.Equal(["a.csv: another client is ingesting it; waiting", "a.csv: another client has ingested it"], second.Said);
        Assert.Equal(["a.csv", "b.csv"], results[1].Catalog.Files.Select(file => file.Name));
        await AssertSameAsync("one-client", "two-clients");
    }

    [Fact]
    public async Task Who_waits_takes_over_where_a_client_that_stopped_had_come_to()
    {
        var file = Log("log.csv", seed: 7);
        var alone = await IngestAloneAsync("undisturbed", file);
        var (first, second) = await OneWaitsForOtherAsync("handed-over", file);

        first.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.Result);
        var result = await second.Result;

        Assert.Equal(
            ["log.csv: another client is ingesting it; waiting", "log.csv: the other client has stopped; going on with it"], second.Said);
        Assert.Equal(alone.AddedRows, first.Stored + result.AddedRows);
        Assert.Equal(["log.csv"], result.ResumedFiles);
        await AssertSameAsync("undisturbed", "handed-over");
    }

    [Fact]
    public async Task Who_waits_takes_over_from_a_client_that_is_not_heard_of_any_more()
    {
        var file = Log("log.csv", seed: 8);
        var dataset = await OfferAsync("silent", file);
        await dataset.Grain.ClaimAsync(dataset.Life, 0, Guid.NewGuid(), null);

        var client = Free("silent", file);
        var result = await client.Result;

        Assert.Equal(
            ["log.csv: another client is ingesting it; waiting", "log.csv: the other client has stopped; going on with it"], client.Said);
        Assert.Equal(result.Catalog.Rows, result.AddedRows);
    }

    [Fact]
    public async Task A_client_whose_file_another_one_has_got_stops_and_waits_for_it()
    {
        var file = Log("log.csv", seed: 9);
        var alone = await IngestAloneAsync("kept", file);
        var client = Held("lost", file);
        await client.StoresAsync();
        var (dataset, life) = (Dataset("lost"), (await Chunks.DescribeAsync(cluster.Grains, "lost")).Life);
        var thief = Guid.NewGuid();
        await dataset.LeaveAsync(life, (await dataset.ClaimAsync(life, 0, thief, null)).Holder);
        Assert.Equal(thief, (await dataset.ClaimAsync(life, 0, thief, null)).Holder);

        // It asks for its file every second. Then it may go on, and must not.
        await Task.Delay(FileLease.Interval * 2);
        client.GoOn();
        await client.SaysAsync("log.csv: another client is ingesting it; waiting");
        var storedBefore = client.Stored;
        await dataset.LeaveAsync(life, thief);
        var result = await client.Result;

        Assert.InRange(storedBefore, 1, alone.AddedRows - 1);
        Assert.Equal(alone.AddedRows, result.AddedRows);
        Assert.Equal(
            ["log.csv: another client is ingesting it; waiting", "log.csv: the other client has stopped; going on with it"], client.Said);
        await AssertSameAsync("kept", "lost");
    }

    [Fact]
    public async Task Who_waits_stops_at_once_when_it_is_cancelled()
    {
        var file = Log("log.csv", seed: 10);
        var (first, second) = await OneWaitsForOtherAsync("cancelled", file);

        second.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.Result.WaitAsync(FileLease.Interval / 2));
        first.GoOn();
        Assert.Equal((await first.Result).Catalog.Rows, first.Stored);
    }

    [Fact]
    public async Task Who_waits_for_a_dataset_that_is_loaded_anew_is_told_that_it_was_dropped()
    {
        var file = Log("log.csv", seed: 11);
        var (first, second) = await OneWaitsForOtherAsync("reloaded", file);

        var third = await new LogIngestor(cluster.Grains).IngestAsync(Request("reloaded", file) with { Reload = true });

        Assert.Contains("was dropped", (await Assert.ThrowsAsync<WorkloadException>(() => second.Result)).Message);
        first.GoOn();
        Assert.Contains("was dropped", (await Assert.ThrowsAsync<WorkloadException>(() => first.Result)).Message);
        Assert.Equal(third.Catalog.Rows, third.AddedRows);
        await IngestAloneAsync("loaded-once", file);
        await AssertSameAsync("loaded-once", "reloaded");
    }

    [Fact]
    public async Task A_strict_client_that_fails_leaves_the_dataset_to_another_that_ingests_another_file_into_it()
    {
        var (bad, good) = (Log("bad.csv", seed: 12, rows: 1_000, Unreadable), Log("good.csv", seed: 13));
        var strict = Held("shared", strict: true, bad);
        await strict.StoresAsync();
        var other = Free("shared", good);
        var result = await other.Result;

        strict.GoOn();
        Assert.True((await Assert.ThrowsAsync<WorkloadException>(() => strict.Result)).IsInput);

        var catalog = await Chunks.DescribeAsync(cluster.Grains, "shared");
        Assert.Equal(result.AddedRows, catalog.Files.Single(file => file.Name == "good.csv").Rows);
    }

    [Fact]
    public async Task A_strict_client_that_fails_leaves_the_dataset_to_another_that_waits_for_its_file()
    {
        var file = Log("log.csv", seed: 14, rows: 1_000, Unreadable);
        var alone = await IngestAloneAsync("lenient-alone", file);
        var strict = Held("strict-and-lenient", strict: true, file);
        await strict.StoresAsync();
        var lenient = Free("strict-and-lenient", file);
        await lenient.SaysAsync("log.csv: another client is ingesting it; waiting");

        strict.GoOn();
        Assert.True((await Assert.ThrowsAsync<WorkloadException>(() => strict.Result)).IsInput);

        Assert.Equal(alone.AddedRows, (await lenient.Result).Catalog.Rows);
        await AssertSameAsync("lenient-alone", "strict-and-lenient");
    }

    [Fact]
    public async Task Two_strict_clients_that_ingest_one_file_both_fail_at_its_fault()
    {
        var file = Log("log.csv", seed: 15, rows: 1_000, Unreadable);
        var first = Held("both-strict", strict: true, file);
        await first.StoresAsync();
        var second = Held("both-strict", strict: true, file);
        await second.SaysAsync("log.csv: another client is ingesting it; waiting");

        first.GoOn();
        second.GoOn();

        foreach (var client in (Client[])[first, second])
            Assert.True((await Assert.ThrowsAsync<WorkloadException>(() => client.Result)).IsInput);
        Assert.Equal(first.Stored, (await Chunks.DescribeAsync(cluster.Grains, "both-strict")).Rows);
    }

    [Fact]
    public async Task Two_clients_whose_file_has_no_rows_to_take_say_so_both_and_leave_nothing_behind()
    {
        File.WriteAllLines(_folder.At("none.csv"), [SampleLog.Header, .. Enumerable.Repeat(Unreadable, 500)]);
        var first = Held("no-rows", _folder.At("none.csv"));
        await first.StoresAsync();
        var second = Free("no-rows", _folder.At("none.csv"));
        await second.SaysAsync("none.csv: another client is ingesting it; waiting");

        first.GoOn();

        foreach (var client in (Client[])[first, second])
        {
            Assert.Contains("all 500 rows were rejected", (await Assert.ThrowsAnyAsync<WorkloadException>(() => client.Result)).Message);
        }

        Assert.Null(await Dataset("no-rows").DescribeAsync());
    }

    private static IngestRequest Request(string dataset, params string[] files) =>
        new() { Files = files, Dataset = dataset, Options = Options, Window = 1, Readers = 1 };

    private IDatasetGrain Dataset(string name) => cluster.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(name));

    private string Log(string name, int seed, int rows = 1_000, params string[] last)
    {
        var path = SampleLog.Write(_folder.At(name), rows, seed);
        if (last.Length > 0)
            File.WriteAllLines(
                path, File.ReadLines(path).Where(line => !line.Contains("many", StringComparison.Ordinal)).Concat(last).ToList());
        return path;
    }

    private Task<IngestResult> IngestAloneAsync(string dataset, params string[] files) =>
        new LogIngestor(cluster.Grains).IngestAsync(Request(dataset, files));

    private async Task<(IDatasetGrain Grain, long Life)> OfferAsync(string name, string file)
    {
        await Dataset(name).OfferAsync(Options, null, [LogIngestor.Offer(file, new ReadingOptions())]);
        return (Dataset(name), (await Chunks.DescribeAsync(cluster.Grains, name)).Life);
    }

    // A client that goes on behind its first chunk when it is told to.
    private Client Held(string dataset, params string[] files) => Held(dataset, strict: false, files);

    private Client Held(string dataset, bool strict, params string[] files) =>
        Start(Request(dataset, files) with { Reading = new ReadingOptions { Strict = strict } }, isHeld: true);

    private Client Free(string dataset, params string[] files) => Start(Request(dataset, files), isHeld: false);

    private Client Start(IngestRequest request, bool isHeld)
    {
        _clients.Add(new Client(cluster.Grains, request, isHeld));
        return _clients[^1];
    }

    // Two clients of one file, log.csv: the first is held behind its first chunk, and the second has said that it waits.
    private async Task<(Client First, Client Second)> OneWaitsForOtherAsync(string dataset, string file)
    {
        var first = Held(dataset, file);
        await first.StoresAsync();
        var second = Free(dataset, file);
        await second.SaysAsync("log.csv: another client is ingesting it; waiting");
        return (first, second);
    }

    private async Task AssertSameAsync(string expected, string dataset) =>
        OutputFolders.AssertSame(
            await cluster.WriteAsync(expected, _folder.At(expected)), await cluster.WriteAsync(dataset, _folder.At(dataset)));

    private sealed class Client : IProgress<IngestProgress>, IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly ManualResetEventSlim _gate;
        private readonly TaskCompletionSource _stores = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<string> _said = [];

        public Client(IGrainFactory grains, IngestRequest request, bool isHeld)
        {
            _gate = new ManualResetEventSlim(!isHeld);
            Result = new LogIngestor(grains, tell: Hear).IngestAsync(request, this, _stop.Token);
        }

        public Task<IngestResult> Result { get; }

        public long Stored { get; private set; }

        public IReadOnlyList<string> Said
        {
            get
            {
                lock (_said) return [.. _said];
            }
        }

        public Task StoresAsync() => _stores.Task.WaitAsync(Longest, "the first chunk to be stored");

        public Task SaysAsync(string text) =>
            Waiting.ForAsync(
                () => Result.IsCompleted ? throw new InvalidOperationException("The ingestion has ended.", Result.Exception)
                : Task.FromResult(Said.Contains(text)), Longest, $"a client to say: {text}");

        public void GoOn() => _gate.Set();

        public void Cancel()
        {
            _stop.Cancel();
            _gate.Set();
        }

        public void Report(IngestProgress value)
        {
            Stored = value.Rows;
            _stores.TrySetResult();
            Assert.True(_gate.Wait(Longest));
        }

        public void Dispose()
        {
            _gate.Set();
            _stop.Dispose();
        }

        private void Hear(string note)
        {
            lock (_said) _said.Add(note);
        }
    }
}
