using System.Collections.Immutable;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Answers;

public sealed class AnswerCacheTests
{
    private readonly AnswerCache<string, int> _answers = new(new KernelScheduler(), new HeldMemory(long.MaxValue));
    private readonly ImmutableList<StoredSegment> _segments = [Segment(1)];
    private int _computed;

    [Fact]
    public async Task An_answer_is_kept_as_long_as_the_segments_are_the_same()
    {
        Assert.Equal(1, await AskAsync(_segments, isKept: true));
        Assert.Equal(1, await AskAsync(_segments, isKept: true));
        Assert.Equal(2, await AskAsync(_segments.Add(Segment(2)), isKept: true));
    }

    [Fact]
    public async Task An_answer_that_is_not_kept_is_computed_again()
    {
        Assert.Equal(1, await AskAsync(_segments, isKept: false));
        Assert.Equal(2, await AskAsync(_segments, isKept: false));
    }

    [Fact]
    public async Task Two_who_ask_at_once_share_a_computation_even_where_the_answer_is_not_kept()
    {
        using var release = new ManualResetEventSlim();
        var first = _answers.GetAsync("a", _segments, null, isKept: false, Compute);
        var second = _answers.GetAsync("a", _segments, null, isKept: false, Compute);
        release.Set();

        Assert.Equal((1, 1), (await first, await second));

        int Compute(SegmentColumns columns)
        {
            release.Wait(TimeSpan.FromSeconds(30));
            return Interlocked.Increment(ref _computed);
        }
    }

    [Fact]
    public async Task Answers_of_the_last_filters_are_kept_beside_those_of_all_rows()
    {
        Assert.Equal(1, await AskAsync(_segments, isKept: true));
        for (var filter = 0; filter < 17; filter++) Assert.Equal(filter + 2, await AskAsync(_segments, isKept: true, Before(6, filter)));

        Assert.Equal(18, await AskAsync(_segments, isKept: true, Before(6, 16)));
        Assert.Equal(19, await AskAsync(_segments, isKept: true, Before(6, 0)));
        Assert.Equal(1, await AskAsync(_segments, isKept: true));
        Assert.Equal(0, await AskAsync(_segments, isKept: true, Before(5, 99)));
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => _answers.GetAsync("a", _segments, null, isKept: true, _ => throw new InvalidOperationException()));

        Assert.Equal(1, await AskAsync(_segments, isKept: true));
    }

    [Fact]
    public async Task An_answer_that_there_is_no_room_for_is_computed_again()
    {
        var memory = new HeldMemory(AnswerSize.Of(0));
        var answers = new AnswerCache<string, int>(new KernelScheduler(), memory);

        Assert.Equal(1, await AskAsync("a"));
        Assert.Equal(1, await AskAsync("a"));
        Assert.Equal(2, await AskAsync("b"));
        Assert.Equal(2, await AskAsync("b"));
        Assert.Equal(3, await AskAsync("a"));
        Assert.Equal(AnswerSize.Of(0), memory.Held);

        answers.Clear();
        Assert.Equal(0, memory.Held);

        Task<int> AskAsync(string question) =>
            answers.GetAsync(question, _segments, null, isKept: true, _ => Interlocked.Increment(ref _computed));
    }

    [Fact]
    public void Sizes_of_answers_count_what_they_hold()
    {
        var random = new Random(1);
        long[] values = [.. Enumerable.Range(0, 1_000).Select(_ => random.NextInt64(1L << 40))];
        Assert.InRange(AnswerSize.Of(FrequencyMap.Of(values).Encode()), 3_000, 6_000);
        Assert.InRange(AnswerSize.Of(new long[1_000]), 8_000, 8_100);
        Assert.InRange(AnswerSize.Of(Enumerable.Repeat("abcd", 1_000).ToArray()), 16_000, 60_000);
        Assert.InRange(AnswerSize.Of(new ColumnValues.AllAnswer(3, new byte[500])), 500, 700);
    }

    [Fact]
    public async Task A_damaged_segment_is_reported_whenever_its_columns_are_asked_for()
    {
        ImmutableList<StoredSegment> damaged = [new StoredSegment(new SegmentMessage(new ChunkId(0, 1, 0), [1, 2, 3]))];
        for (var i = 0; i < 2; i++) await Assert.ThrowsAsync<SegmentFormatException>(() => AskAsync(damaged, isKept: true));
    }

    private Task<int> AskAsync(ImmutableList<StoredSegment> segments, bool isKept, RowFilter? filter = null) =>
        _answers.GetAsync("a", segments, filter, isKept, columns => columns.Rows > 0 ? Interlocked.Increment(ref _computed) : 0);

    private static RowFilter Before(long end, int key) => new($"{key}", long.MinValue, end, null, null, [], null);

    private static StoredSegment Segment(int chunk)
    {
        var writer = new SegmentWriter(new ChunkId(0, chunk, 0), 1);
        writer.AddIntegers(ColumnId.Started, [5]);
        return new StoredSegment(new SegmentMessage(new ChunkId(0, chunk, 0), writer.ToArray()));
    }
}
