using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;
using Orleans.Storage;

namespace LlmWorkload.Tests.Faults;

/// <summary>What a dataset tells of itself while its storage fails, and to whom calls come late.</summary>
public sealed class DatasetLedgerTests(WorkloadCluster cluster) : IClassFixture<WorkloadCluster>, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        cluster.Faults.None();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_version_that_storage_does_not_have_is_told_to_nobody_and_not_used_for_another_change()
    {
        var dataset = await CreateAsync("uncommitted");
        var before = (await dataset.DescribeAsync())!;
        var (writing, written) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.Faults.BeforeWrite = _ =>
        {
            writing.TrySetResult();
            return written.Task;
        };
        cluster.Faults.InPlaceOfWrite = (_, _) => new IOException("The disk is gone.");

        var failing = dataset.NameModelsAsync(Names("lost"));
        await writing.Task.WaitAsync(Longest, "the write to begin");
        var during = (await dataset.DescribeAsync())!;
        written.SetResult();
        await Assert.ThrowsAnyAsync<Exception>(() => failing);
        var after = (await dataset.DescribeAsync())!;
        cluster.Faults.None();
        await dataset.NameModelsAsync(Names("kept"));

        Assert.Equal([before.Version, before.Version], [during.Version, after.Version]);
        Assert.Equal([("model/0", "model/0")], during.Models.Concat(after.Models).Where(model => model.Id == "model/0")
            .Select(model => (model.Id, model.Name)).Distinct());
        var last = (await dataset.DescribeAsync())!;
        Assert.Equal((before.Version + 1, "kept"), (last.Version, last.Models.Single(model => model.Id == "model/0").Name));
    }

    [Fact]
    public async Task A_ledger_that_another_silo_wrote_to_is_read_again_before_it_is_changed()
    {
        var dataset = await CreateAsync("two-writers");
        var stored = new GrainState<DatasetState>(new DatasetState());
        await cluster.Storage.ReadStateAsync("d-catalog", dataset.GetGrainId(), stored);
        (stored.State!.Version, stored.State.Names["model/1"]) = (stored.State.Version + 1, "theirs");
        await cluster.Storage.WriteStateAsync("d-catalog", dataset.GetGrainId(), stored);

        await dataset.NameModelsAsync(Names("ours"));

        var names = (await dataset.DescribeAsync())!.Models.ToDictionary(model => model.Id, model => model.Name);
        Assert.Equal(("ours", "theirs"), (names["model/0"], names["model/1"]));
    }

    [Fact]
    public async Task An_ingestion_goes_by_the_ledger_that_is_stored_and_not_by_what_a_silo_remembers_of_it()
    {
        var dataset = await CreateAsync("remembered");
        var stored = new GrainState<DatasetState>(new DatasetState());
        await cluster.Storage.ReadStateAsync("d-catalog", dataset.GetGrainId(), stored);
        await cluster.Storage.ClearStateAsync("d-catalog", dataset.GetGrainId(), stored);

        var offered = await dataset.OfferAsync(
            new DatasetOptions(), null, [LogIngestor.Offer(_folder.At("remembered.csv"), new ReadingOptions())]);

        Assert.False(offered[0].Complete);
    }

    [Fact]
    public async Task A_removal_that_comes_late_spares_the_next_dataset_of_the_name()
    {
        var dataset = await CreateAsync("reborn");
        var first = (await dataset.DescribeAsync())!.Life;
        await dataset.DropAsync(first);
        await CreateAsync("reborn");

        await dataset.DropAsync(first);

        Assert.True((await dataset.DescribeAsync())!.Rows > 0);
    }

    private static Dictionary<string, string> Names(string name) => new() { ["model/0"] = name };

    private async Task<IDatasetGrain> CreateAsync(string dataset)
    {
        var file = SampleLog.Write(_folder.At($"{dataset}.csv"), rows: 60, seed: 3);
        await new LogIngestor(cluster.Grains).IngestAsync(
            new IngestRequest { Files = [file], Dataset = dataset, Options = new DatasetOptions(Partitions: 2) });
        return cluster.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(dataset));
    }
}
