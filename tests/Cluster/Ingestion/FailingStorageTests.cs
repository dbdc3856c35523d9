using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using Orleans.Storage;

namespace LlmWorkload.Tests;

public sealed class FailingStorageTests(WorkloadCluster cluster) : IClassFixture<WorkloadCluster>, IDisposable
{
    private static readonly DatasetOptions Options = new(Partitions: 2, ChunkRecords: 100);

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        cluster.Faults.None();
        _folder.Dispose();
    }

    [Fact]
    public async Task Whichever_write_fails_the_ingestion_started_again_loses_nothing_and_repeats_nothing()
    {
        var (file, expected, writes) = await UndisturbedAsync("undisturbed");
        for (var failing = 1; failing <= writes; failing++)
        {
            cluster.Faults.Restart();
            cluster.Faults.InPlaceOfWrite = (number, _) => number == failing ? new IOException("The disk is gone.") : null;
            var dataset = $"failed-{failing}";
            AssertDiskGone(await Record.ExceptionAsync(() => IngestAsync(dataset, file)));

            await IngestAsync(dataset, file);

            OutputFolders.AssertSame(expected, await cluster.WriteAsync(dataset, _folder.At(dataset)));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_that_passes_is_not_noticed_whether_or_not_the_record_was_written(bool recordIsWritten)
    {
        var (file, expected, writes) = await UndisturbedAsync($"undisturbed-{recordIsWritten}");
        cluster.Faults.Restart();
        // The first writes make the dataset known; every one behind them belongs to a chunk.
        Func<int, string, Exception?> fault = (number, _) =>
            number > 3 && number % 3 == 0 ? new InconsistentStateException("Somebody else wrote.") : null;
        if (recordIsWritten) cluster.Faults.AfterWrite = fault;
        else cluster.Faults.InPlaceOfWrite = fault;

        var result = await IngestAsync($"passing-{recordIsWritten}", file);
        cluster.Faults.None();

        Assert.True(cluster.Faults.Writes > writes);
        Assert.True(result.AddedRows > 0);
        OutputFolders.AssertSame(expected, await cluster.WriteAsync($"passing-{recordIsWritten}", _folder.At("passing")));
    }

    [Fact]
    public async Task A_dataset_whose_name_could_not_be_stored_is_listed_after_the_next_ingestion()
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 50, seed: 5);
        var failures = 0;
        cluster.Faults.InPlaceOfWrite = (_, record) => record == "i-names" && failures++ == 0 ? new IOException("The disk is gone.") : null;
        AssertDiskGone(await Record.ExceptionAsync(() => IngestAsync("unlisted", file)));

        await IngestAsync("unlisted", file);

        var index = cluster.Grains.GetGrain<IDatasetIndexGrain>(GrainKeys.DatasetIndex);
        var stored = new GrainState<DatasetIndexState>(new DatasetIndexState());
        await cluster.Storage.ReadStateAsync("i-names", index.GetGrainId(), stored);
        Assert.Contains("unlisted", stored.State!.Names);
    }

    // Orleans wraps a storage's failure where a grain's own state is written, and not where a log is.
    private static void AssertDiskGone(Exception? failure) => Assert.Contains("The disk is gone.", failure?.ToString());

    private async Task<(string File, string Output, int Writes)> UndisturbedAsync(string dataset)
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 350, seed: 5, models: 3);
        cluster.Faults.Restart();
        await IngestAsync(dataset, file);
        var writes = cluster.Faults.Writes;
        return (file, await cluster.WriteAsync(dataset, _folder.At(dataset)), writes);
    }

    private Task<IngestResult> IngestAsync(string dataset, string file) =>
        new LogIngestor(cluster.Grains).IngestAsync(new IngestRequest { Files = [file], Dataset = dataset, Options = Options, Window = 1 });
}
