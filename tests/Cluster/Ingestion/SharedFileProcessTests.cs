using System.Text.Json;
using LlmWorkload.Commands;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests;

/// <summary>Programs that ingest the same file at once into a silo, all in processes of their own.</summary>
public sealed class SharedFileProcessTests(SiloProcess silo) : IClassFixture<SiloProcess>, IDisposable
{
    private const int Rows = 40_000;
    private const string Waits = "log.csv: another client is ingesting it; waiting";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_of_two_programs_that_are_started_at_once_waits_and_both_end_well()
    {
        string[] ingest = [.. Ingest("at-once"), "--format", "json"];

        var results = await Task.WhenAll(ProgramProcess.RunClientAsync(ingest), ProgramProcess.RunClientAsync(ingest));

        var (rows, added) = (0L, new List<long>());
        foreach (var result in results)
        {
            using var printed = JsonDocument.Parse(result.Succeeded().Output);
            rows = printed.RootElement.GetProperty("rows").GetInt64();
            added.Add(printed.RootElement.GetProperty("added_rows").GetInt64());
        }

        Assert.Equal([0, rows], added.Order());
        var waited = Assert.Single(results, result => result.Error.Contains(Waits, StringComparison.Ordinal));
        Assert.StartsWith(
            $"{Waits}\nlog.csv: another client has ingested it\nDataset at-once: already ingested, {rows:N0} rows", waited.Error);
        await AssertUndisturbedAsync("at-once");
    }

    [Fact]
    public async Task Who_waits_for_a_program_that_is_killed_takes_over_and_comes_to_the_same()
    {
        await using var client = await ClusterClient.ConnectAsync(silo.Gateway);
        using var holder = ProgramProcess.Client(Ingest("killed"));
        await Waiting.ForAsync(async () => await client.FindAsync("killed") is { Rows: > 0 }, Longest, "the first rows to be stored");
        var said = new List<string>();

        var result = await new LogIngestor(client.Grains, tell: Hear).IngestAsync(
            new IngestRequest { Files = [Log()], Dataset = "killed" });

        Assert.Equal(128 + ProgramProcess.Kill, (await holder.ExitAsync()).ExitCode);
        Assert.Equal([Waits, "log.csv: the other client has stopped; going on with it"], said);
        Assert.InRange(result.AddedRows, 1, result.Catalog.Rows - 1);
        await AssertUndisturbedAsync("killed");

        void Hear(string note)
        {
            said.Add(note);
            if (note == Waits) holder.Signal(ProgramProcess.Kill);
        }
    }

    [Fact]
    public async Task A_command_that_waits_is_not_short_of_time_and_ends_when_it_is_interrupted()
    {
        await using var client = await ClusterClient.ConnectAsync(silo.Gateway);
        var dataset = client.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset("interrupted"));
        await dataset.OfferAsync(new DatasetOptions(), null, [LogIngestor.Offer(Log(), new ReadingOptions())]);
        var life = (await client.DescribeAsync("interrupted")).Life;
        await dataset.ClaimAsync(life, 0, Guid.Empty, null);
        using var stop = new CancellationTokenSource();
        using var error = new Errors();
        var command = Cli.RunAsync([.. Ingest("interrupted"), "--timeout", "1"], TextWriter.Null, error, stop.Token);
        await Waiting.ForAsync(() => Task.FromResult(error.Has(Waits)), Longest, "the command to say that it waits");
        for (var second = 0; second < 3; second++)
        {
            await Task.Delay(FileLease.Interval);
            await dataset.ClaimAsync(life, 0, Guid.Empty, null);
        }

        Assert.False(command.IsCompleted);
        await stop.CancelAsync();

        Assert.Equal(130, await command.WaitAsync(FileLease.Interval, "the command to end"));
    }

    private string Log() =>
        File.Exists(_folder.At("log.csv")) ? _folder.At("log.csv") : SampleLog.Write(_folder.At("log.csv"), Rows, seed: 16, users: 200);

    private string[] Ingest(string dataset) => ["ingest", Log(), "--dataset", dataset, "--chunk-records", "100", "--cluster", silo.Gateway];

    private async Task AssertUndisturbedAsync(string dataset)
    {
        await using var client = await ClusterClient.ConnectAsync(silo.Gateway);
        await using var embedded = await ClusterClient.EmbedAsync(_folder.At("state"));
        await embedded.IngestWholeAsync(dataset, Log());
        OutputFolders.AssertSame(
            await embedded.WriteAsync(dataset, _folder.At("expected")), await client.WriteAsync(dataset, _folder.At(dataset)));
    }

    private sealed class Errors : StringWriter
    {
        public bool Has(string line)
        {
            lock (this) return ToString().Contains(line, StringComparison.Ordinal);
        }

        public override void WriteLine(string? value)
        {
            lock (this) base.WriteLine(value);
        }
    }
}
