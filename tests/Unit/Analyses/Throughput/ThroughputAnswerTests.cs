using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Load;

public sealed class ThroughputAnswerTests
{
    private const long Second = TimeSpan.TicksPerSecond;
    private static readonly ModelKernel Kernel = new Throughput().ModelKernels.Single();

    [Fact]
    public void Without_a_decode_phase_there_is_no_decode_rate_rather_than_one_of_zero()
    {
        // Both requests end with their first token, at 2 s of 4.
        var answer = Ask(ttft: [2 * Second, 2 * Second], duration: [2 * Second, 2 * Second]);

        Assert.Equal(Statistics.None, answer.Decode);
        Assert.Equal((4L, 4L, 50.0), (answer.Seconds, answer.Prefill.N, answer.Prefill.Mean));
    }

    [Fact]
    public void Without_a_prefill_phase_there_is_no_prefill_rate()
    {
        var answer = Ask(ttft: [0, 0], duration: [2 * Second, 2 * Second]);

        Assert.Equal(Statistics.None, answer.Prefill);
        Assert.Equal((4L, 4L, 5.0), (answer.Seconds, answer.Decode.N, answer.Decode.Mean));
    }

    [Fact]
    public void With_both_phases_both_rates_cover_the_seconds_of_both()
    {
        // Prefill in seconds 0 and 2, decode in second 3 alone: idle seconds are 0 and count.
        var answer = Ask(ttft: [1 * Second, 1 * Second], duration: [1 * Second, 2 * Second]);

        Assert.Equal((4L, 4L, 4L), (answer.Seconds, answer.Prefill.N, answer.Decode.N));
        Assert.Equal((50.0, 2.5), (answer.Prefill.Mean, answer.Decode.Mean));
    }

    // Requests at 0 and 2 s with 100 input and 10 output tokens each.
    private static Throughput.Answer Ask(long[] ttft, long[] duration)
    {
        var id = new ChunkId(0, 0, 0);
        var writer = new SegmentWriter(id, 2);
        writer.AddIntegers(ColumnId.Started, [0, 2 * Second]);
        writer.AddIntegers(ColumnId.InputTokens, [100, 100]);
        writer.AddIntegers(ColumnId.OutputTokens, [10, 10]);
        writer.AddIntegers(ColumnId.Ttft, ttft);
        writer.AddIntegers(ColumnId.Duration, duration);
        using var columns = OpenedSegments.Of([new SegmentMessage(id, writer.ToArray())]).Columns();
        return (Throughput.Answer)Kernel.Answer(new Throughput.Question(), columns);
    }
}
