using System.Collections.Concurrent;
using LlmWorkload.Segments;
using Orleans.Runtime;
using Orleans.Storage;

namespace LlmWorkload.Tests.Segments;

/// <summary>Segments that do not fit into memory are read from storage, and nobody sees a difference.</summary>
public sealed class HeldMemoryTests
{
    private const int Rows = 4_000;

    private readonly PlainStorage _storage = new();

    [Fact]
    public async Task Segments_beyond_the_budget_are_read_from_storage_again()
    {
        var memory = new HeldMemory(100_000);
        var log = await AppendAsync(memory, 20);
        Assert.InRange(memory.Held, 1, 100_000);
        Assert.Equal(0, _storage.Reads - _storage.Missed);

        for (var round = 0; round < 2; round++) AssertWhole(log, 20);
        Assert.InRange(memory.Held, 1, 100_000);
        Assert.InRange(_storage.Reads - _storage.Missed, 20, 40);
    }

    [Fact]
    public async Task What_is_used_stays_before_what_is_not()
    {
        var memory = new HeldMemory(SizeOf(0) * 5);
        var log = await AppendAsync(memory, 4);
        log.Segments[0].Open();
        await AppendAsync(memory, 2, 4, log);

        var before = _storage.Reads;
        log.Segments[0].Open();
        Assert.Equal(before, _storage.Reads);
        AssertWhole(log, 6);
    }

    [Fact]
    public async Task A_budget_smaller_than_any_record_still_answers()
    {
        var memory = new HeldMemory(1);
        var log = await AppendAsync(memory, 5);
        Assert.Equal(0, memory.Held);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AssertWhole(log, 5))));
        Assert.Equal(0, memory.Held);
    }

    [Fact]
    public async Task A_log_that_is_left_gives_its_room_back()
    {
        var memory = new HeldMemory(long.MaxValue);
        var log = await AppendAsync(memory, 5);
        Assert.InRange(memory.Held, 1, long.MaxValue);

        log.Leave();
        Assert.Equal(0, memory.Held);
        await log.LoadAsync();
        AssertWhole(log, 5);
    }

    [Fact]
    public async Task A_log_that_is_read_from_storage_keeps_to_the_budget()
    {
        await AppendAsync(new HeldMemory(long.MaxValue), 20);
        var memory = new HeldMemory(100_000);
        var log = new SegmentLog(_storage, memory, GrainId.Create("log", "one"), "m");
        await log.LoadAsync();

        Assert.InRange(memory.Held, 1, 100_000);
        AssertWhole(log, 20);
    }

    [Fact]
    public async Task Heads_stay_in_memory()
    {
        var log = await AppendAsync(new HeldMemory(1), 5);
        var before = _storage.Reads;
        Assert.Equal(5 * Rows, log.Segments.Sum(segment => segment.Rows));
        Assert.All(log.Segments, segment => Assert.True(segment.MinStarted < segment.MaxStarted));
        Assert.Equal(before, _storage.Reads);
    }

    [Fact]
    public async Task Segments_are_told_of_while_they_are_in_memory()
    {
        await AppendAsync(new HeldMemory(long.MaxValue), 5);
        var log = new SegmentLog(_storage, new HeldMemory(1), GrainId.Create("log", "one"), "m");
        var (records, told) = (_storage.Reads, 0);
        await log.LoadAsync(segment =>
        {
            segment.Open();
            told++;
        });
        Assert.Equal((5, 6), (told, _storage.Reads - records));
    }

    private static void AssertWhole(SegmentLog log, int segments)
    {
        Assert.Equal(segments, log.Segments.Count);
        for (var number = 0; number < segments; number++)
        {
            var segment = log.Segments[number];
            var values = new long[Rows];
            segment.ReadIntegers(ColumnId.Started, values);
            Assert.Equal(Values(number), values);
            Assert.Equal((Rows, values.Min(), values.Max()), (segment.Rows, segment.MinStarted, segment.MaxStarted));
            Assert.Equal(Segment(number).Bytes, segment.ToMessage().Bytes);
        }
    }

    private async Task<SegmentLog> AppendAsync(HeldMemory memory, int segments, int from = 0, SegmentLog? onto = null)
    {
        var log = onto ?? new SegmentLog(_storage, memory, GrainId.Create("log", "one"), "m");
        if (onto is null) await log.LoadAsync();
        for (var number = from; number < from + segments; number++) await log.AppendAsync(Segment(number));
        return log;
    }

    private static int SizeOf(int number) => Segment(number).Bytes.Length;

    private static SegmentMessage Segment(int number)
    {
        var writer = new SegmentWriter(new ChunkId(0, number, 0), Rows);
        writer.AddIntegers(ColumnId.Started, Values(number));
        return new SegmentMessage(new ChunkId(0, number, 0), writer.ToArray());
    }

    private static long[] Values(int number)
    {
        var random = new Random(number);
        return [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt64(1L << 60))];
    }

    /// <summary>Records in a dictionary.</summary>
    private sealed class PlainStorage : IGrainStorage
    {
        private readonly ConcurrentDictionary<string, object?> _records = new();
        private int _reads;
        private int _missed;

        public int Reads => _reads;

        public int Missed => _missed;

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Interlocked.Increment(ref _reads);
            grainState.RecordExists = _records.TryGetValue(stateName, out var state);
            if (grainState.RecordExists) grainState.State = (T)state!;
            else Interlocked.Increment(ref _missed);
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            _records[stateName] = grainState.State;
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            _records.TryRemove(stateName, out _);
            return Task.CompletedTask;
        }
    }
}
