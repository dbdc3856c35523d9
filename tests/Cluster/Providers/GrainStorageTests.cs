using LlmWorkload.Segments;
using Orleans.Runtime;
using Orleans.Storage;

namespace LlmWorkload.Tests.Providers;

/// <summary>What grains rely on, whichever provider they have.</summary>
[Collection(ServersCollection.Name)]
public sealed class GrainStorageTests(PostgresServer postgres, RedisServer redis, StorageSilos silos)
{
    private const string Name = "m-segment-000000";

    private readonly GrainId _grain = GrainId.Create("model", $"m:{Guid.NewGuid()}/model");

    public static TheoryData<string> Providers => ["RocksDb", "Memory", "Postgres", "Redis"];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_record_that_nobody_wrote_reads_as_a_new_state(string provider)
    {
        var storage = await StorageAsync(provider);
        var state = Held([1], "7");

        await storage.ReadStateAsync(Name, _grain, state);

        Assert.Empty(state.State!.Segments);
        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Every_byte_of_a_megabyte_is_read_back(string provider)
    {
        var storage = await StorageAsync(provider);
        var bytes = new byte[1 << 20];
        new Random(5).NextBytes(bytes);

        var written = await WriteAsync(storage, bytes);
        var read = await ReadAsync(storage);

        Assert.Equal(bytes, Assert.Single(read.State!.Segments).Bytes);
        Assert.True(read.RecordExists);
        Assert.Equal(written.ETag, read.ETag);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Writing_again_with_the_ETag_that_the_write_left_is_accepted(string provider)
    {
        var storage = await StorageAsync(provider);
        var state = await WriteAsync(storage, [1]);
        var first = state.ETag;

        state.State = Record([2]);
        await storage.WriteStateAsync(Name, _grain, state);

        Assert.NotEqual(first, state.ETag);
        Assert.Equal([2], Content(await ReadAsync(storage)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_stale_write_and_a_stale_removal_are_refused_and_change_nothing(string provider)
    {
        var storage = await StorageAsync(provider);
        var stale = await WriteAsync(storage, [1]);
        var current = await ReadAsync(storage);
        current.State = Record([2]);
        await storage.WriteStateAsync(Name, _grain, current);

        stale.State = Record([3]);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => storage.WriteStateAsync(Name, _grain, stale));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => storage.ClearStateAsync(Name, _grain, stale));

        var read = await ReadAsync(storage);
        Assert.Equal([2], Content(read));
        Assert.Equal(current.ETag, read.ETag);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_removed_record_is_gone_and_can_be_written_anew(string provider)
    {
        var storage = await StorageAsync(provider);
        var state = await WriteAsync(storage, [1]);
        var before = Held([9], state.ETag!);

        await storage.ClearStateAsync(Name, _grain, state);

        Assert.False(state.RecordExists);
        Assert.Empty(state.State!.Segments);
        Assert.False((await ReadAsync(storage)).RecordExists);
        state.State = Record([2]);
        await storage.WriteStateAsync(Name, _grain, state);
        Assert.Equal([2], Content(await ReadAsync(storage)));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => storage.WriteStateAsync(Name, _grain, before));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_write_to_a_record_that_somebody_removed_is_refused(string provider)
    {
        var storage = await StorageAsync(provider);
        var held = await WriteAsync(storage, [1]);
        await storage.ClearStateAsync(Name, _grain, await ReadAsync(storage));

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => storage.WriteStateAsync(Name, _grain, held));

        Assert.False((await ReadAsync(storage)).RecordExists);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Of_two_first_writes_at_once_exactly_one_wins_in_200_of_200_trials(string provider)
    {
        var storage = await StorageAsync(provider);
        for (var trial = 0; trial < 200; trial++)
        {
            var grain = GrainId.Create("model", $"{_grain.Key}/{trial}");
            var winner = Assert.Single(await RaceAsync(storage, grain, writers: 2, () => new GrainState<SegmentRecord>()));
            await AssertHoldsAsync(storage, grain, winner);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Of_changes_at_once_to_one_record_exactly_one_wins(string provider)
    {
        var storage = await StorageAsync(provider);
        var state = await WriteAsync(storage, [0]);
        for (var trial = 0; trial < 50; trial++)
        {
            state = Assert.Single(await RaceAsync(storage, _grain, writers: 6, () => Held([0], state.ETag!)));
            await AssertHoldsAsync(storage, _grain, state);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Records_whose_names_run_together_stay_apart(string provider)
    {
        var storage = await StorageAsync(provider);
        var key = Guid.NewGuid().ToString();
        (string Type, string Key, string Name)[] records =
        [
            ("model", $"m:{key}/a", "m-profile"),
            ("model", $"m:{key}/a", "m-profil"),
            ("model", $"m:{key}/a/m-profile", "e"),
            ("model", $"m:{key}", "m-profile"),
            ("user", $"u:{key}/a", "u-profile"),
            ("user", $"u:{key}/\u00e9\u4e16'\"\\%_", "u-profile"),
            ("user", $"u:{key}/{new string('x', 20_000)}", "u-profile"),
            ("user", $"u:{key}/{new string('x', 20_001)}", "u-profile"),
        ];
        for (byte i = 0; i < records.Length; i++)
            await storage.WriteStateAsync(
                records[i].Name, GrainId.Create(records[i].Type, records[i].Key), new GrainState<SegmentRecord>(Record([i])));

        for (byte i = 0; i < records.Length; i++)
            Assert.Equal([i], Content(await ReadAsync(storage, GrainId.Create(records[i].Type, records[i].Key), records[i].Name)));
    }

    private Task<IGrainStorage> StorageAsync(string provider) => silos.StorageAsync(provider, postgres, redis);

    private async Task<GrainState<SegmentRecord>> ReadAsync(IGrainStorage storage, GrainId? grain = null, string name = Name)
    {
        var state = new GrainState<SegmentRecord>(new SegmentRecord());
        await storage.ReadStateAsync(name, grain ?? _grain, state);
        return state;
    }

    private async Task<GrainState<SegmentRecord>> WriteAsync(IGrainStorage storage, byte[] content)
    {
        var state = new GrainState<SegmentRecord>(Record(content));
        await storage.WriteStateAsync(Name, _grain, state);
        return state;
    }

    private static async Task<IReadOnlyList<GrainState<SegmentRecord>>> RaceAsync(
        IGrainStorage storage, GrainId grain, int writers, Func<GrainState<SegmentRecord>> held)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var race = Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var state = held();
            state.State = Record([(byte)writer]);
            await start.Task;
            try
            {
                await storage.WriteStateAsync(Name, grain, state);
                return state;
            }
            catch (InconsistentStateException)
            {
                return null;
            }
        })).ToArray();
        start.SetResult();
        return [.. (await Task.WhenAll(race)).OfType<GrainState<SegmentRecord>>()];
    }

    private async Task AssertHoldsAsync(IGrainStorage storage, GrainId grain, GrainState<SegmentRecord> winner)
    {
        var read = await ReadAsync(storage, grain);
        Assert.Equal(Content(winner), Content(read));
        Assert.Equal(winner.ETag, read.ETag);
    }

    private static GrainState<SegmentRecord> Held(byte[] content, string etag) => new(Record(content)) { ETag = etag, RecordExists = true };

    private static SegmentRecord Record(byte[] content) => new([new SegmentMessage(default, content)]);

    private static byte[] Content(GrainState<SegmentRecord> state) => Assert.Single(state.State!.Segments).Bytes;
}
