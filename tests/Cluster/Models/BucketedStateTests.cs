using LlmWorkload.Datasets;
using LlmWorkload.Hosting;
using LlmWorkload.Ingestion;
using LlmWorkload.Questions;
using Orleans.Runtime;

namespace LlmWorkload.Tests.Models;

/// <summary>What lies in buckets, in a silo of the client's own that is stopped and started.</summary>
public sealed class BucketedStateTests : IDisposable
{
    private static readonly DatasetOptions Alone = new(Partitions: 4, ChunkRecords: 400, ModelBuckets: 0);
    private static readonly DatasetOptions Shared = Alone with { ModelBuckets = 5 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_ingestion_goes_on_after_restarts_and_its_dataset_is_dropped_to_the_last_record()
    {
        var file = ManyModelsLog.Write(_folder.At("log.csv"), rows: 3_000, models: 100, seed: 1);
        await using (var cluster = await WorkloadCluster.OpenAsync(_folder.At("state")))
        {
            var alone = await IngestAsync(cluster, "alone", file, Alone);
            for (var round = 0; round < 3; round++)
            {
                await CancelAsync(cluster, file);
                await cluster.RestartAsync();
            }

            var shared = await IngestAsync(cluster, "shared", file, Shared);
            await cluster.RestartAsync();

            Assert.InRange(shared.Models.Count(model => model.IsBucketed), 50, 100);
            Assert.Equal(
                alone.Models.Select(model => (model.Id, model.Requests)), (await DescribeAsync(cluster, "shared"))!.Models.Select(
                    model => (model.Id, model.Requests)));
            AnalysisOutputs.AssertSame(
                await AnalysisOutputs.OfAsync(cluster.Grains, "alone", top: 2), await AnalysisOutputs.OfAsync(cluster.Grains, "shared", top: 2));
        }

        var names = StateNames.Models(_folder.At("state"), "alone");
        Assert.Equal(names, StateNames.Models(_folder.At("state"), "shared"));
        await using var last = await WorkloadCluster.OpenAsync(_folder.At("state"));
        foreach (var dataset in (string[])["alone", "shared"])
            await Dataset(last, dataset).DropAsync((await DescribeAsync(last, dataset))!.Life);
        Assert.Null(await DescribeAsync(last, "shared"));
        Assert.Null(await Dataset(last, "shared").OutlineAsync());
    }

    [Fact]
    public async Task A_catalog_that_is_known_is_not_sent_again()
    {
        var file = ManyModelsLog.Write(_folder.At("log.csv"), rows: 900, models: 60, seed: 2);
        await using var cluster = await WorkloadCluster.OpenAsync(_folder.At("state"));
        var catalog = await IngestAsync(cluster, "d", file, Shared);

        var same = await Dataset(cluster, "d").UpdateAsync(catalog.Life, catalog.Version);
        var changed = await Dataset(cluster, "d").UpdateAsync(catalog.Life, catalog.Version - 1);
        var missing = await Dataset(cluster, "none").UpdateAsync(0, 0);

        Assert.Equal((true, null), (same.IsSame, same.Catalog));
        Assert.Equal((false, catalog.Version), (changed.IsSame, changed.Catalog?.Version));
        Assert.Equal((false, null), (missing.IsSame, missing.Catalog));
    }

    [Fact]
    public async Task A_question_about_models_whose_counts_are_gone_is_refused_and_the_dataset_is_read_anew()
    {
        var file = ManyModelsLog.Write(_folder.At("log.csv"), rows: 900, models: 60, seed: 3);
        await using var cluster = await WorkloadCluster.OpenAsync(_folder.At("state"));
        var whole = await IngestAsync(cluster, "d", file, Shared);
        var record = new GrainState<ChunkTally>(new ChunkTally());
        var (name, owner) = (ChunkTally.NameOf(ChunkTally.KeyOf(0, 1)), Dataset(cluster, "d").GetGrainId());
        await cluster.Storage.ReadStateAsync(name, owner, record);
        Assert.True(record.RecordExists);
        await cluster.Storage.ClearStateAsync(name, owner, record);
        await cluster.RestartAsync();
        var questions = cluster.Grains.GetGrain<IQuestionsGrain>(0);

        foreach (var ask in (Func<Task>[])[
            () => questions.OverviewAsync("d"), () => questions.SummaryAsync("d"), () => questions.ModelsAsync("d", 5),
            () => AnalysisOutputs.OfAsync(cluster.Grains, "d", top: 2)])
        {
            var refused = await Assert.ThrowsAsync<WorkloadException>(ask);
            Assert.StartsWith("The dataset 'd' has lost rows: storage tells the models of ", refused.Message, StringComparison.Ordinal);
            Assert.Equal(Remedy.Reload, refused.Remedy);
        }

        var again = (await new LogIngestor(cluster.Grains).IngestAsync(
            new IngestRequest { Files = [file], Dataset = "d", Options = Shared, Reload = true })).Catalog;
        Assert.Equal(whole.Models.Select(model => (model.Id, model.Requests)), again.Models.Select(model => (model.Id, model.Requests)));
    }

    private static IDatasetGrain Dataset(WorkloadCluster cluster, string name) =>
        cluster.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(name));

    private static Task<DatasetCatalog?> DescribeAsync(WorkloadCluster cluster, string name) => Dataset(cluster, name).DescribeAsync();

    private static async Task<DatasetCatalog> IngestAsync(WorkloadCluster cluster, string dataset, string file, DatasetOptions options) =>
        (await new LogIngestor(cluster.Grains).IngestAsync(
            new IngestRequest { Files = [file], Dataset = dataset, Options = options })).Catalog;

    private static async Task CancelAsync(WorkloadCluster cluster, string file)
    {
        using var stop = new CancellationTokenSource();
        var request = new IngestRequest { Files = [file], Dataset = "shared", Options = Shared, Window = 1 };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new LogIngestor(cluster.Grains).IngestAsync(request, new StopAtOnce(stop), stop.Token));
    }

    private sealed class StopAtOnce(CancellationTokenSource stop) : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value) => stop.Cancel();
    }
}
