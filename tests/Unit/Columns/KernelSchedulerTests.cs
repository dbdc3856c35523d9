using System.Collections.Concurrent;
using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Answers;

public sealed class KernelSchedulerTests
{
    private static readonly int SegmentBytes = Segment(0).Length;

    private readonly ConcurrentQueue<string> _ran = new();

    [Fact]
    public async Task Kernels_that_wait_for_the_same_segments_run_one_after_another()
    {
        var scheduler = new KernelScheduler();
        var (a, b) = (Segments(), Segments());
        using var release = new ManualResetEventSlim();
        using var releaseOthers = new ManualResetEventSlim();
        Task[] blocking = [.. Block(scheduler, release, 1), .. Block(scheduler, releaseOthers, Environment.ProcessorCount - 1)];

        // One place is left, so that they run in the order in which they are begun.
        Task[] waiting = [Run(scheduler, a, "a1"), Run(scheduler, b, "b1"), Run(scheduler, a, "a2"), Run(scheduler, b, "b2")];
        release.Set();
        await Task.WhenAll(waiting);
        releaseOthers.Set();
        await Task.WhenAll(blocking);

        Assert.Equal(["a1", "a2", "b1", "b2"], _ran);
    }

    [Fact]
    public async Task A_kernel_whose_segments_are_larger_than_all_runs_alone()
    {
        var scheduler = new KernelScheduler(SegmentBytes / 2);
        var (running, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => scheduler.RunAsync(Segments(), null, _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            Thread.Yield();
            Interlocked.Decrement(ref running);
            return 0;
        })));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Small_ones_do_not_overtake_a_large_one()
    {
        var scheduler = new KernelScheduler(SegmentBytes);
        using var release = new ManualResetEventSlim();
        var small = Block(scheduler, release, 1, Segments());

        Task[] waiting = [Run(scheduler, Segments(2), "large"), Run(scheduler, Segments(), "small")];
        release.Set();
        await Task.WhenAll([.. small, .. waiting]);

        Assert.Equal(["large", "small"], _ran);
    }

    [Fact]
    public async Task A_kernel_that_fails_leaves_its_place_to_others()
    {
        var scheduler = new KernelScheduler(1);
        for (var i = 0; i < Environment.ProcessorCount + 1; i++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(
                () => scheduler.RunAsync<int>(Segments(), null, _ => throw new InvalidOperationException()));
        }

        await Run(scheduler, Segments(), "after");
        Assert.Equal(["after"], _ran);
    }

    private static Task[] Block(KernelScheduler scheduler, ManualResetEventSlim release, int several, OpenedSegments? segments = null) =>
    [
        .. Enumerable.Range(0, several).Select(_ => segments is null
            ? scheduler.RunAsync(() => release.Wait(TimeSpan.FromSeconds(30)))
            : scheduler.RunAsync(segments, null, _ => release.Wait(TimeSpan.FromSeconds(30)))),
    ];

    private Task Run(KernelScheduler scheduler, OpenedSegments segments, string name) => scheduler.RunAsync(segments, null, _ =>
    {
        _ran.Enqueue(name);
        return 0;
    });

    private static OpenedSegments Segments(int several = 1) => OpenedSegments.Of(
        Enumerable.Range(0, several).Select(number => new SegmentMessage(new ChunkId(0, number, 0), Segment(number))));

    private static byte[] Segment(int number)
    {
        var writer = new SegmentWriter(new ChunkId(0, number, 0), 1);
        writer.AddIntegers(ColumnId.Started, [5]);
        return writer.ToArray();
    }
}
