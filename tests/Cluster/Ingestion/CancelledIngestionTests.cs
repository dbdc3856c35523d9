using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;

namespace LlmWorkload.Tests;

public sealed class CancelledIngestionTests(WorkloadCluster cluster) : IClassFixture<WorkloadCluster>, IDisposable
{
    private static readonly DatasetOptions Options = new(Partitions: 8, ChunkRecords: 100);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_ingestion_cancelled_after_any_number_of_chunks_goes_on_to_the_results_of_an_undisturbed_one()
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 1_150, seed: 3);
        var undisturbed = await IngestAsync("undisturbed", file);
        var expected = await cluster.WriteAsync("undisturbed", _folder.At("undisturbed"), top: 1);
        var numbers = await cluster.WriteAsync("undisturbed", _folder.At("numbers"));
        for (var chunks = 1; chunks < 12; chunks++)
        {
            var (dataset, withFigures) = ($"cancelled-{chunks}", chunks % 5 == 1);
            await CancelAfterAsync(chunks, dataset, file);
            var resumed = await IngestAsync(dataset, file);

            Assert.Equal(["log.csv"], resumed.ResumedFiles);
            Assert.InRange(resumed.AddedRows, 0, undisturbed.AddedRows - 1);
            Assert.Equal(undisturbed.Catalog.Rows, resumed.Catalog.Rows);
            Assert.Equal(undisturbed.Catalog.Files[0].Rejected, resumed.Catalog.Files[0].Rejected);
            OutputFolders.AssertSame(
                withFigures ? expected : numbers, await cluster.WriteAsync(dataset, _folder.At(dataset), top: withFigures ? 1 : 0));
        }
    }

    [Fact]
    public async Task An_ingestion_goes_on_after_restarts_of_the_silo()
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 1_150, seed: 4);
        using var other = new TemporaryFolder();
        await using var restarted = await WorkloadCluster.OpenAsync(other.At("state"));
        for (var round = 0; round < 3; round++)
        {
            await CancelAfterAsync(3, "log", file, restarted);
            await restarted.RestartAsync();
        }

        await IngestAsync("log", file, restarted);
        await restarted.RestartAsync();
        await IngestAsync("never-restarted", file);

        OutputFolders.AssertSame(
            await cluster.WriteAsync("never-restarted", _folder.At("expected")), await restarted.WriteAsync(
                "log", _folder.At("restarted")));
    }

    [Fact]
    public async Task Two_clients_that_ingest_one_file_at_once_store_each_row_once()
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 1_150, seed: 5);
        await IngestAsync("alone", file);
        await CancelAfterAsync(4, "at-once", file);

        var results = await Task.WhenAll(IngestAsync("at-once", file), IngestAsync("at-once", file));

        Assert.All(results, result => Assert.True(result.Catalog.Files[0].Complete));
        OutputFolders.AssertSame(
            await cluster.WriteAsync("alone", _folder.At("alone")), await cluster.WriteAsync("at-once", _folder.At("at-once")));
    }

    private async Task CancelAfterAsync(int chunks, string dataset, string file, WorkloadCluster? other = null)
    {
        using var stop = new CancellationTokenSource();
        var progress = new StopAfter(chunks, stop);
        var request = new IngestRequest { Files = [file], Dataset = dataset, Options = Options, Window = 1 };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new LogIngestor((other ?? cluster).Grains).IngestAsync(request, progress, stop.Token));
    }

    private Task<IngestResult> IngestAsync(string dataset, string file, WorkloadCluster? other = null) =>
        new LogIngestor((other ?? cluster).Grains).IngestAsync(new IngestRequest { Files = [file], Dataset = dataset, Options = Options });

    private sealed class StopAfter(int chunks, CancellationTokenSource stop) : IProgress<IngestProgress>
    {
        private int _stored;

        public void Report(IngestProgress value)
        {
            if (Interlocked.Increment(ref _stored) == chunks) stop.Cancel();
        }
    }
}
