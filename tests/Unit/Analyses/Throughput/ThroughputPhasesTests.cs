using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Load;

public sealed class ThroughputPhasesTests
{
    private const long None = Missing.Value;

    [Fact]
    public void Prefill_runs_from_start_to_first_token_where_there_are_input_tokens_and_a_ttft_above_zero()
    {
        long[] started = [100, 200, 300, 400], ttft = [5, None, 0, 7], input = [10, 20, 30, None];
        Assert.Equal(1, ThroughputPhases.Prefill(started, ttft, input));
        Assert.Equal((100, 105, 10), (started[0], ttft[0], input[0]));
    }

    [Fact]
    public void A_request_without_input_tokens_counted_as_zero_has_a_prefill_phase_of_no_tokens()
    {
        long[] started = [100], ttft = [5], input = [0];
        Assert.Equal(1, ThroughputPhases.Prefill(started, ttft, input));
    }

    [Fact]
    public void Decode_runs_from_first_token_to_completion_where_the_duration_is_above_the_ttft()
    {
        // Of zero length, without ttft, without duration, without output; then ttft 0, which is a ttft.
        long[] started = [100, 200, 300, 400, 500], ttft = [5, None, 5, 5, 0], duration = [5, 9, None, 9, 9], output = [1, 2, 3, None, 5];
        Assert.Equal(1, ThroughputPhases.Decode(started, ttft, duration, output));
        Assert.Equal((500, 509, 5), (started[0], ttft[0], output[0]));
    }

    [Fact]
    public void A_span_beyond_the_range_of_ticks_ends_with_it()
    {
        long[] started = [long.MaxValue - 10], ttft = [long.MaxValue], input = [1];
        Assert.Equal(1, ThroughputPhases.Prefill(started, ttft, input));
        Assert.Equal(long.MaxValue, ttft[0]);
        Assert.Equal(1.0, ThroughputIntegral.PerSecond(started, ttft, input)[0].Value);
    }
}
