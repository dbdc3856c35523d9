using CsCheck;
using LlmWorkload.Segments;
using Orleans.Runtime;
using Orleans.Storage;

namespace LlmWorkload.Tests;

public sealed class SegmentLogTests(WorkloadCluster cluster) : IClassFixture<WorkloadCluster>, IDisposable
{
    private static readonly Gen<int> SegmentBytes = Gen.OneOf(
        Gen.Int[1, 100],
        Gen.Int[1_000, 40_000],
        Gen.Int[SegmentLog.SealedBytes - 2, SegmentLog.SealedBytes + 2],
        Gen.Const(150_000));

    private int _logs;

    public void Dispose() => cluster.Faults.None();

    [Fact]
    public Task A_log_reads_back_what_was_appended_whatever_the_sizes() => SegmentBytes.List[0, 12].SampleAsync(
        async sizes =>
        {
            var owner = NewOwner();
            var segments = sizes.Select((size, number) => Segment(number, size)).ToList();
            var log = await LoadAsync(owner);
            foreach (var segment in segments) Assert.True(await log.AppendAsync(segment));

            var loaded = await LoadAsync(owner);
            AssertHolds(segments, loaded);
            Assert.Equal(RecordsOf(sizes), await RecordBytesAsync(owner));

            // It goes on as if it had never been reloaded.
            Assert.False(await loaded.AppendAsync(Segment(0, 5)) && sizes.Count > 0);
            Assert.True(await loaded.AppendAsync(Segment(1_000, 7)));
            Assert.True((await LoadAsync(owner)).Holds(new ChunkId(0, 1_000, 0)));
        },
        iter: 40,
        threads: 1);

    [Fact]
    public Task A_log_that_was_cleared_is_empty_and_can_be_filled_again() => SegmentBytes.List[0, 8].SampleAsync(
        async sizes =>
        {
            var owner = NewOwner();
            var log = await LoadAsync(owner);
            for (var i = 0; i < sizes.Count; i++) await log.AppendAsync(Segment(i, sizes[i]));

            await log.ClearAsync();
            Assert.Empty((await LoadAsync(owner)).Segments);
            Assert.Empty(await RecordBytesAsync(owner));

            var segment = Segment(0, 10);
            Assert.True(await log.AppendAsync(segment));
            AssertHolds([segment], await LoadAsync(owner));
        },
        iter: 20,
        threads: 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_that_fails_loses_nothing_and_repeats_nothing(bool recordIsWritten)
    {
        int[] sizes = [30_000, 40_000, 10, SegmentLog.SealedBytes, 5, 70_000, 100, 100];
        for (var failing = 1; failing <= sizes.Length; failing++)
        {
            var owner = NewOwner();
            var log = await LoadAsync(owner);
            var segments = sizes.Select((size, number) => Segment(number, size)).ToList();
            Fail(failing, recordIsWritten);
            foreach (var segment in segments)
            {
                try
                {
                    await log.AppendAsync(segment);
                }
                catch (IOException)
                {
                    log = await AppendAgainAsync(log, owner, segment);
                }
            }

            AssertHolds(segments, log);
            AssertHolds(segments, await LoadAsync(owner));
        }
    }

    // What a grain does: it tries again, and where it turns out to be stale it comes back with what is stored.
    private async Task<SegmentLog> AppendAgainAsync(SegmentLog log, GrainId owner, SegmentMessage segment)
    {
        try
        {
            Assert.True(await log.AppendAsync(segment));
            return log;
        }
        catch (InconsistentStateException)
        {
            var loaded = await LoadAsync(owner);
            Assert.False(await loaded.AppendAsync(segment));
            return loaded;
        }
    }

    private void Fail(int write, bool recordIsWritten)
    {
        cluster.Faults.Restart();
        Func<int, string, Exception?> fault = (number, _) => number == write ? new IOException("The disk is gone.") : null;
        if (recordIsWritten) cluster.Faults.AfterWrite = fault;
        else cluster.Faults.InPlaceOfWrite = fault;
    }

    private GrainId NewOwner() => GrainId.Create("log", $"{Interlocked.Increment(ref _logs)}-{Guid.NewGuid():N}");

    private async Task<SegmentLog> LoadAsync(GrainId owner)
    {
        var log = new SegmentLog(cluster.Storage, new HeldMemory(long.MaxValue), owner, "m");
        await log.LoadAsync();
        return log;
    }

    private static SegmentMessage Segment(int number, int bytes)
    {
        var content = new byte[bytes];
        new Random(number).NextBytes(content);
        return new SegmentMessage(new ChunkId(0, number, 0), content);
    }

    private static void AssertHolds(List<SegmentMessage> expected, SegmentLog log)
    {
        Assert.Equal(expected.Count, log.Version);
        Assert.Equal(expected.Select(segment => segment.Chunk), log.Segments.Select(segment => segment.Chunk));
        Assert.All(expected.Zip(log.Segments), pair => Assert.True(pair.First.Bytes.AsSpan().SequenceEqual(pair.Second.ToMessage().Bytes)));
        Assert.All(expected, segment => Assert.True(log.Holds(segment.Chunk)));
    }

    /// <summary>The bytes of each record, as the rule says: a record takes segments until it holds 16 KB.</summary>
    private static List<long> RecordsOf(List<int> sizes)
    {
        var records = new List<long>();
        foreach (var size in sizes)
        {
            if (records.Count == 0 || records[^1] >= 16_384) records.Add(0);
            records[^1] += size;
        }

        return records;
    }

    private async Task<List<long>> RecordBytesAsync(GrainId owner)
    {
        var records = new List<long>();
        while (true)
        {
            var record = new GrainState<SegmentRecord>(new SegmentRecord([]));
            await cluster.Storage.ReadStateAsync($"m-segment-{records.Count:D6}", owner, record);
            if (!record.RecordExists) return records;
            records.Add(record.State!.Bytes);
        }
    }
}
