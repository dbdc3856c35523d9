using CsCheck;
using LlmWorkload.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace LlmWorkload.Tests.Storage;

public sealed class RocksDbGrainStorageTests : IDisposable
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private static readonly GrainId Alice = GrainId.Create("model", "m:alice");

    private readonly TemporaryFolder _folder = new();
    private RocksDbGrainStorage _storage;

    public RocksDbGrainStorageTests() => _storage = Opened(_folder.Path);

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_absent_record_reads_as_a_new_state_without_an_ETag()
    {
        var state = new GrainState<List<string>>(["left over"]) { ETag = "7", RecordExists = true };

        await _storage.ReadStateAsync("state", Alice, state);

        Assert.Empty(state.State!);
        Assert.Null(state.ETag);
        Assert.False(state.RecordExists);
    }

    [Fact]
    public async Task An_absent_array_or_text_reads_as_null()
    {
        var array = new GrainState<byte[]>([1]);
        var text = new GrainState<string>("left over");

        await _storage.ReadStateAsync("array", Alice, array);
        await _storage.ReadStateAsync("text", Alice, text);

        Assert.Null(array.State);
        Assert.Null(text.State);
    }

    [Fact]
    public async Task What_was_written_is_read_back()
    {
        var written = await Write("state", Alice, ["a", "b"]);

        var read = await Read("state", Alice);

        Assert.Equal(["a", "b"], read.State);
        Assert.True(read.RecordExists);
        Assert.NotNull(read.ETag);
        Assert.Equal(written.ETag, read.ETag);
    }

    [Fact]
    public async Task Records_survive_closing_and_opening_again()
    {
        var written = await Write("state", Alice, ["kept"]);

        _storage.Dispose();
        _storage = Opened(_folder.Path);

        var read = await Read("state", Alice);
        Assert.Equal(["kept"], read.State);
        Assert.Equal(written.ETag, read.ETag);
        read.State!.Add("more");
        await _storage.WriteStateAsync("state", Alice, read);
        Assert.NotEqual(written.ETag, read.ETag);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_synchronous_write_reads_back_too(bool sync)
    {
        using var other = new TemporaryFolder();
        using var synchronous = Opened(other.Path, sync);
        var state = new GrainState<List<string>>(["x"]);
        await synchronous.WriteStateAsync("state", Alice, state);
        await synchronous.ReadStateAsync("state", Alice, state);
        Assert.Equal(["x"], state.State);
    }

    [Fact]
    public async Task Of_two_first_writes_one_wins()
    {
        var first = await Write("state", Alice, ["first"]);
        var second = new GrainState<List<string>>(["second"]);

        var error = await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("state", Alice, second));

        Assert.Equal(first.ETag, error.StoredEtag);
        Assert.Null(error.CurrentEtag);
        Assert.Equal(["first"], (await Read("state", Alice)).State);
    }

    [Fact]
    public async Task A_stale_write_is_refused_with_both_ETags()
    {
        var stale = await Write("state", Alice, ["1"]);
        var current = await Read("state", Alice);
        await _storage.WriteStateAsync("state", Alice, current);

        var error = await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("state", Alice, stale));

        Assert.Equal(current.ETag, error.StoredEtag);
        Assert.Equal(stale.ETag, error.CurrentEtag);
    }

    [Fact]
    public async Task A_stale_clear_is_refused()
    {
        var stale = await Write("state", Alice, ["1"]);
        var current = await Read("state", Alice);
        await _storage.WriteStateAsync("state", Alice, current);

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync("state", Alice, stale));
        await Assert.ThrowsAsync<InconsistentStateException>(
            () => _storage.ClearStateAsync("state", Alice, new GrainState<List<string>>([])));
        Assert.True((await Read("state", Alice)).RecordExists);
    }

    [Fact]
    public async Task A_cleared_record_is_absent_and_can_be_created_again()
    {
        var state = await Write("state", Alice, ["1"]);

        await _storage.ClearStateAsync("state", Alice, state);

        Assert.Empty(state.State!);
        Assert.Null(state.ETag);
        Assert.False(state.RecordExists);
        Assert.False((await Read("state", Alice)).RecordExists);
        await _storage.ClearStateAsync("state", Alice, state);
        await _storage.WriteStateAsync("state", Alice, state);
        Assert.True((await Read("state", Alice)).RecordExists);
    }

    [Fact]
    public async Task An_ETag_from_before_a_clear_never_matches_the_record_created_afterwards()
    {
        var before = await Write("state", Alice, ["1"]);
        await _storage.ClearStateAsync("state", Alice, await Read("state", Alice));
        await Write("state", Alice, ["2"]);

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("state", Alice, before));
    }

    [Fact]
    public async Task A_write_to_a_record_that_somebody_cleared_is_refused()
    {
        var held = await Write("state", Alice, ["1"]);
        await _storage.ClearStateAsync("state", Alice, await Read("state", Alice));

        var error = await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("state", Alice, held));

        Assert.Null(error.StoredEtag);
        Assert.Equal(held.ETag, error.CurrentEtag);
    }

    [Fact]
    public async Task An_ETag_of_another_storage_is_a_conflict()
    {
        var foreign = new GrainState<List<string>>(["1"]) { ETag = "\"abc\"" };
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("state", Alice, foreign));
    }

    [Fact]
    public async Task Grains_and_states_whose_names_run_together_stay_apart()
    {
        (string Type, string Key, string State)[] records =
            [("a", "b/c", "d"), ("a", "b", "c/d"), ("a/b", "c", "d"), ("model", "alice", "s"), ("user", "alice", "s"),
                ("user", "alice", "s2")];
        foreach (var (type, key, name) in records) await Write(name, GrainId.Create(type, key), [$"{type}|{key}|{name}"]);

        foreach (var (type, key, name) in records)
            Assert.Equal([$"{type}|{key}|{name}"], (await Read(name, GrainId.Create(type, key))).State);
    }

    [Fact]
    public void Different_records_have_different_keys()
    {
        var part = Gen.String[Gen.Char["a/\0é"], 1, 4];
        Gen.Select(part, part, part, Gen.Select(part, part, part)).Sample((type, key, name, other) =>
        {
            var one = RecordKey.Of(GrainId.Create(type, key), name);
            var two = RecordKey.Of(GrainId.Create(other.Item1, other.Item2), other.Item3);
            return one.AsSpan().SequenceEqual(two) == ((type, key, name) == other);
        });
    }

    [Fact]
    public async Task Values_of_a_megabyte_are_kept()
    {
        var blob = new byte[1 << 20];
        new Random(1).NextBytes(blob);
        for (var i = 0; i < 20; i++)
        {
            blob[0] = (byte)i;
            await _storage.WriteStateAsync($"segment-{i:d6}", Alice, new GrainState<byte[]>(blob));
        }
        _storage.Dispose();
        _storage = Opened(_folder.Path);

        for (var i = 0; i < 20; i++)
        {
            blob[0] = (byte)i;
            var read = new GrainState<byte[]>();
            await _storage.ReadStateAsync($"segment-{i:d6}", Alice, read);
            Assert.Equal(blob, read.State);
        }
    }

    [Fact]
    public async Task Of_concurrent_writers_exactly_one_wins()
    {
        for (var trial = 0; trial < 200; trial++)
        {
            var grain = GrainId.Create("model", $"m:{trial % 20}");
            var before = await Read("state", grain);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
            {
                var mine = new GrainState<List<string>>([$"{trial}/{writer}"]) { ETag = before.ETag, RecordExists = before.RecordExists };
                try
                {
                    await _storage.WriteStateAsync("state", grain, mine);
                    return mine;
                }
                catch (InconsistentStateException)
                {
                    return null;
                }
            })));

            var winner = Assert.Single(outcomes, outcome => outcome is not null)!;
            var after = await Read("state", grain);
            Assert.Equal(winner.State, after.State);
            Assert.Equal(winner.ETag, after.ETag);
        }
    }

    [Fact]
    public async Task A_sequence_of_operations_behaves_like_a_dictionary()
    {
        var trial = 0;
        await Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 300]).Array[1, 30].SampleAsync(async operations =>
        {
            var grain = GrainId.Create("model", $"m:{Interlocked.Increment(ref trial)}");
            var model = new Dictionary<int, string>();
            foreach (var (kind, record, size) in operations)
            {
                var name = $"segment-{record}";
                var state = await Read(name, grain);
                Assert.Equal(model.TryGetValue(record, out var expected), state.RecordExists);
                if (expected is not null) Assert.Equal([expected], state.State);
                if (kind == 0)
                {
                    await _storage.ClearStateAsync(name, grain, state);
                    model.Remove(record);
                    continue;
                }
                state.State = [model[record] = new string('x', size)];
                await _storage.WriteStateAsync(name, grain, state);
            }
        }, iter: 50);
    }

    [Fact]
    public async Task Closing_waits_for_writes_and_refuses_later_ones()
    {
        var writes = Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            try
            {
                await Write("state", GrainId.Create("model", $"m:{i}"), ["x"]);
                return true;
            }
            catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException)
            {
                return false;
            }
        })).ToArray();
        _storage.Dispose();
        var done = await Task.WhenAll(writes);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Write("state", Alice, ["late"]));
        _storage = Opened(_folder.Path);
        for (var i = 0; i < done.Length; i++)
            Assert.Equal(done[i], (await Read("state", GrainId.Create("model", $"m:{i}"))).RecordExists);
    }

    [Fact]
    public async Task Two_storages_keep_to_their_own_folders()
    {
        using var other = new TemporaryFolder();
        using var second = Opened(other.Path);
        await Write("state", Alice, ["first"]);

        var read = new GrainState<List<string>>([]);
        await second.ReadStateAsync("state", Alice, read);

        Assert.False(read.RecordExists);
    }

    private async Task<GrainState<List<string>>> Read(string name, GrainId grain)
    {
        var state = new GrainState<List<string>>([]);
        await _storage.ReadStateAsync(name, grain, state);
        return state;
    }

    private async Task<GrainState<List<string>>> Write(string name, GrainId grain, List<string> value)
    {
        var state = new GrainState<List<string>>(value);
        await _storage.WriteStateAsync(name, grain, state);
        return state;
    }

    internal static RocksDbGrainStorage Opened(string path, bool sync = false)
    {
        var storage = new RocksDbGrainStorage(
            "Test",
            new RocksDbStorageOptions { Path = path, Sync = sync },
            Services.GetRequiredService<Serializer>(),
            Services.GetRequiredService<IActivatorProvider>(),
            NullLogger<RocksDbGrainStorage>.Instance);
        storage.Open();
        return storage;
    }
}
