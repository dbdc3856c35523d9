using LlmWorkload.Datasets;

namespace LlmWorkload.Tests;

/// <summary>What a dataset tells clients that ask for its files.</summary>
public sealed class FileClaimTests(WorkloadCluster cluster) : IClassFixture<WorkloadCluster>, IDisposable
{
    private static readonly DatasetOptions Options = new(Partitions: 2, ChunkRecords: 50);
    private static readonly Guid One = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_one_clients_until_it_leaves_and_whoever_asks_is_told_how_far_it_is()
    {
        var (dataset, life) = await OfferAsync("claimed");

        Assert.Equal(One, (await dataset.ClaimAsync(life, 0, One, null)).Holder);
        await StoreAsync("claimed", chunks: 1);
        var told = await dataset.ClaimAsync(life, 0, Other, null);
        await dataset.LeaveAsync(life, One);
        var given = await dataset.ClaimAsync(life, 0, Other, One);

        Assert.Equal((One, 1, false), (told.Holder, told.File.NextChunk, told.File.Complete));
        Assert.Equal((Other, 1, false), (given.Holder, given.File.NextChunk, given.File.Complete));
        Assert.Equal(Other, (await dataset.ClaimAsync(life, 0, One, null)).Holder);
    }

    [Fact]
    public async Task Claims_write_nothing()
    {
        var (dataset, life) = await OfferAsync("unwritten");
        cluster.Faults.Restart();

        await dataset.ClaimAsync(life, 0, One, null);
        await dataset.ClaimAsync(life, 0, One, null);
        await dataset.LeaveAsync(life, One);

        Assert.Equal(0, cluster.Faults.Writes);
    }

    [Fact]
    public async Task A_claim_is_answered_while_the_dataset_writes()
    {
        var (dataset, life) = await OfferAsync("busy");
        var (writing, written) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.Faults.BeforeWrite = _ =>
        {
            writing.TrySetResult();
            return written.Task;
        };

        var naming = dataset.NameModelsAsync(new Dictionary<string, string> { ["model/0"] = "zero" });
        await writing.Task.WaitAsync(TimeSpan.FromSeconds(20), "the write to begin");
        var claim = await dataset.ClaimAsync(life, 0, One, null);
        written.SetResult();
        cluster.Faults.None();
        await naming;

        Assert.Equal(One, claim.Holder);
    }

    [Fact]
    public async Task A_dataset_that_was_dropped_has_no_files_to_give_and_its_clients_hold_none_of_the_next_one()
    {
        var (dataset, life) = await OfferAsync("reborn");
        await dataset.ClaimAsync(life, 0, One, null);
        await dataset.DropAsync(life);

        var refused = await Assert.ThrowsAsync<WorkloadException>(() => dataset.ClaimAsync(life, 0, One, null));
        var (_, next) = await OfferAsync("reborn");
        var late = await Assert.ThrowsAsync<WorkloadException>(() => dataset.ClaimAsync(life, 0, One, null));
        Assert.Equal(Other, (await dataset.ClaimAsync(next, 0, Other, null)).Holder);
        await dataset.LeaveAsync(life, Other);

        Assert.All([refused, late], failure => Assert.Contains("was dropped", failure.Message));
        Assert.Equal(Other, (await dataset.ClaimAsync(next, 0, One, null)).Holder);
    }

    [Fact]
    public async Task A_holder_keeps_its_file_when_another_silo_takes_the_dataset_over_even_if_who_waits_asks_first()
    {
        await using var restarted = await WorkloadCluster.OpenAsync(_folder.At("state"));
        var (_, life) = await OfferAsync("moved", restarted);
        Assert.Equal(One, (await Dataset("moved", restarted).ClaimAsync(life, 0, One, null)).Holder);
        await restarted.RestartAsync();
        var dataset = Dataset("moved", restarted);

        Assert.Equal(One, (await dataset.ClaimAsync(life, 0, Other, One)).Holder);
        Assert.Equal(One, (await dataset.ClaimAsync(life, 0, One, null)).Holder);
    }

    [Fact]
    public async Task A_dataset_that_came_to_nothing_is_removed_if_it_is_one_clients_alone()
    {
        var (dataset, life) = await OfferAsync("nothing");
        await dataset.ClaimAsync(life, 0, One, null);
        await dataset.ClaimAsync(life, 0, Other, null);

        await dataset.DropAsync(life, One, files: 1, rows: 0);
        Assert.NotNull(await dataset.DescribeAsync()); // another client asks for its file
        await dataset.DropAsync(life, Other, files: 0, rows: 0);
        Assert.NotNull(await dataset.DescribeAsync()); // it has a file that another client offered
        await StoreAsync("nothing", chunks: 1);
        await dataset.DropAsync(life, Other, files: 1, rows: 0);
        var rows = (await dataset.DescribeAsync())!.Rows; // it has rows that another client stored
        await dataset.DropAsync(life + 1, Other, files: 1, rows);
        Assert.NotNull(await dataset.DescribeAsync()); // it is another dataset

        await dataset.DropAsync(life, Other, files: 1, rows);

        Assert.Null(await dataset.DescribeAsync());
    }

    private IDatasetGrain Dataset(string name, WorkloadCluster? other = null) =>
        (other ?? cluster).Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(name));

    private string Log() => SampleLog.Write(_folder.At("log.csv"), rows: 120, seed: 2);

    private async Task<(IDatasetGrain Dataset, long Life)> OfferAsync(string name, WorkloadCluster? other = null)
    {
        await Chunks.OfAsync((other ?? cluster).Grains, name, Log(), Options);
        return (Dataset(name, other), (await Chunks.DescribeAsync((other ?? cluster).Grains, name)).Life);
    }

    private async Task StoreAsync(string name, int chunks)
    {
        var delivery = await Chunks.DeliveryAsync(cluster.Grains, name);
        foreach (var chunk in (await Chunks.OfAsync(cluster.Grains, name, Log(), Options)).Take(chunks))
            await delivery.SendAsync(chunk, CancellationToken.None);
    }
}
