using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Tests;

public sealed class ChunkDeliveryTests(WorkloadCluster cluster) : IClassFixture<WorkloadCluster>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Retrying_a_chunk_changes_nothing()
    {
        var chunks = await ChunksAsync("twice", rows: 100, new DatasetOptions(Partitions: 2, ChunkRecords: 1_000));
        var chunk = Assert.Single(chunks);
        await SendAsync("twice", chunk);
        var dataset = cluster.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset("twice"));
        var catalog = await Chunks.DescribeAsync(cluster.Grains, "twice");
        var model = cluster.Grains.GetGrain<IModelGrain>(GrainKeys.Model(catalog.RowsKey, chunk.Models[0].Place.Model));
        var partition = cluster.Grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(catalog.RowsKey, 0));
        var view = catalog.ViewOf(catalog.Models.Single(each => each.Id == chunk.Models[0].Place.Model));
        var (profile, top) = (await model.DescribeAsync(view), await TopAsync(partition, catalog.ViewOf(0)));
        var user = await partition.ReadUserAsync(top.Top[0].User, 0, catalog.ViewOf(0));
        var expected = await cluster.WriteAsync("twice", _folder.At("once"));
        cluster.Faults.Restart();

        await SendAsync("twice", chunk);

        Assert.Equal(0, cluster.Faults.Writes);
        var after = await dataset.DescribeAsync();
        Assert.Equal((catalog.Version, catalog.Rows), (after!.Version, after.Rows));
        Assert.Equal(catalog.Models, after.Models);
        Assert.Equal(profile, await model.DescribeAsync(view));
        var userAfter = await partition.ReadUserAsync(top.Top[0].User, 0, catalog.ViewOf(0));
        Assert.Equal((user!.Version, user.Started.Length), (userAfter!.Version, userAfter.Started.Length));
        Assert.Equal(top.Top, (await TopAsync(partition, catalog.ViewOf(0))).Top);
        OutputFolders.AssertSame(expected, await cluster.WriteAsync("twice", _folder.At("again")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Chunks_in_any_order_and_more_than_once_give_the_same_results(int seed)
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 6_000, seed);
        var options = new DatasetOptions(Partitions: 8, ChunkRecords: 500);
        await new LogIngestor(cluster.Grains).IngestAsync(
            new IngestRequest { Files = [file], Dataset = $"ordered-{seed}", Options = options });
        var chunks = await Chunks.OfAsync(cluster.Grains, $"shuffled-{seed}", file, options);
        var random = new Random(seed);
        EncodedChunk[] deliveries = [.. chunks, .. random.GetItems([.. chunks], 10)];
        random.Shuffle(deliveries);

        var delivery = await Chunks.DeliveryAsync(cluster.Grains, $"shuffled-{seed}");
        foreach (var together in deliveries.Chunk(3))
            await Task.WhenAll(together.Select(chunk => delivery.SendAsync(chunk, CancellationToken.None)));

        Assert.True(
            (await cluster.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset($"shuffled-{seed}")).DescribeAsync())!.Files[0].Complete);
        OutputFolders.AssertSame(
            await cluster.WriteAsync($"ordered-{seed}", _folder.At("ordered")), await cluster.WriteAsync(
                $"shuffled-{seed}", _folder.At("shuffled")));
        Assert.Equal(await RejectedAsync($"ordered-{seed}"), await RejectedAsync($"shuffled-{seed}"));
    }

    [Fact]
    public async Task A_chunk_on_its_way_to_a_dropped_dataset_does_not_reach_the_next_of_that_name()
    {
        var options = new DatasetOptions(Partitions: 2, ChunkRecords: 500);
        var (one, two) =
            (SampleLog.Write(_folder.At("one.csv"), rows: 300, seed: 1), SampleLog.Write(_folder.At("two.csv"), rows: 200, seed: 2));
        var late = Assert.Single(await Chunks.OfAsync(cluster.Grains, "reborn", one, options));
        var delivery = await Chunks.DeliveryAsync(cluster.Grains, "reborn");
        var before = await Chunks.DescribeAsync(cluster.Grains, "reborn");
        await cluster.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset("reborn")).DropAsync(before.Life);
        var request = new IngestRequest { Files = [two], Options = options };
        await new LogIngestor(cluster.Grains).IngestAsync(request with { Dataset = "reborn" });

        var refused = await Assert.ThrowsAsync<WorkloadException>(() => delivery.SendAsync(late, CancellationToken.None));
        await cluster.Grains.GetGrain<IModelGrain>(GrainKeys.Model(before.RowsKey, late.Models[0].Place.Model))
            .AppendAsync(late.Models[0].Segment);

        Assert.Contains("was dropped", refused.Message);
        await new LogIngestor(cluster.Grains).IngestAsync(request with { Dataset = "alone" });
        OutputFolders.AssertSame(
            await cluster.WriteAsync("alone", _folder.At("alone")), await cluster.WriteAsync("reborn", _folder.At("reborn")));
    }

    [Fact]
    public async Task Users_can_be_listed_while_the_chunk_that_names_one_of_them_is_on_its_way()
    {
        var chunks = await ChunksAsync("ahead", rows: 60, new DatasetOptions(Partitions: 1, ChunkRecords: 40), users: 3);
        Assert.Equal(2, chunks.Count);
        var partition = cluster.Grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition("ahead", 0));

        await partition.AppendAsync(chunks[1].Partitions[0].Segment);
        var unnamed = await TopAsync(partition, Chunks.ViewOf(2));
        await partition.AppendAsync(chunks[0].Partitions[0].Segment);
        var named = await TopAsync(partition, Chunks.ViewOf(2));

        Assert.Equal(unnamed.Users, unnamed.Top.Length);
        Assert.Contains(unnamed.Top, user => user.User == $"{IdHash.Of("user-000", 0):x16}");
        Assert.Equal(["user-000", "user-001", "user-002"], named.Top.Select(user => user.User).Order());
    }

    [Fact]
    public async Task A_model_described_after_an_append_has_its_rows_though_an_earlier_description_is_under_way()
    {
        var chunks = await ChunksAsync("described", rows: 60, new DatasetOptions(Partitions: 1, ChunkRecords: 40));
        var model = cluster.Grains.GetGrain<IModelGrain>(GrainKeys.Model("described", "model/0"));
        var (writing, written) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.Faults.BeforeWrite = record =>
        {
            if (record != "m-profile") return Task.CompletedTask;
            writing.TrySetResult();
            return written.Task;
        };

        await model.AppendAsync(SegmentOf(chunks[0], "model/0"));
        var earlier = model.DescribeAsync(ViewOf(1));
        await writing.Task.WaitAsync(TimeSpan.FromSeconds(20), "the first description to be stored");
        await model.AppendAsync(SegmentOf(chunks[1], "model/0"));
        var later = model.DescribeAsync(ViewOf(2));
        written.SetResult();

        Assert.Equal(RowsOf(chunks[0], "model/0"), (await earlier).Requests);
        Assert.Equal(RowsOf(chunks[0], "model/0") + RowsOf(chunks[1], "model/0"), (await later).Requests);
        Assert.Equal(await later, await model.DescribeAsync(ViewOf(2)));
        cluster.Faults.None();
    }

    private static ModelView ViewOf(int chunks) => new(Chunks.First(chunks), Changed: chunks, Parts: 0, Held: null);

    private static SegmentMessage SegmentOf(EncodedChunk chunk, string model) =>
        chunk.Models.Single(each => each.Place.Model == model).Segment;

    private static long RowsOf(EncodedChunk chunk, string model) => chunk.Record.Models.Single(each => each.Id == model).Rows;

    private async Task<IReadOnlyList<RejectedRecord>> RejectedAsync(string dataset)
    {
        var rejected = await cluster.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(dataset)).RejectedAsync();
        Assert.NotEmpty(rejected);
        return rejected;
    }

    private Task<IReadOnlyList<EncodedChunk>> ChunksAsync(string dataset, int rows, DatasetOptions options, int users = 40) =>
        Chunks.OfAsync(cluster.Grains, dataset, SampleLog.Write(_folder.At($"{dataset}.csv"), rows, seed: 7, users: users), options);

    private async Task SendAsync(string dataset, EncodedChunk chunk) =>
        await (await Chunks.DeliveryAsync(cluster.Grains, dataset)).SendAsync(chunk, CancellationToken.None);

    private static async Task<UserCounts.TopAnswer> TopAsync(IUserPartitionGrain partition, SegmentView view) =>
        (UserCounts.TopAnswer)await partition.AskAsync(new UserCounts.TopQuestion(1_000), view);
}
