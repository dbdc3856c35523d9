using CsCheck;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Load;

public sealed class LatencyWindowsTests
{
    private const long None = Missing.Value;
    private const long Second = TimeSpan.TicksPerSecond;

    // Few distinct starts, so that ties and spans below a millisecond occur.
    private static readonly Gen<Row[]> Rows = Gen.Select(
        Gen.OneOf(Gen.Long[0, 50].Select(tick => tick * 3_000), Gen.Long[0, 100 * Second]),
        Gen.Long[0, 1_000],
        Gen.Long[2, 1_000],
        Gen.Long[1, 5 * Second],
        Gen.Long[1, 50 * Second])
            .Select((started, input, output, ttft, decode) => new Row(started, input, output, ttft, ttft + decode)).Array[0, 400];

    [Fact]
    public void Rows_without_a_time_per_output_token_are_left_out()
    {
        // Kept; no input; one output token; no output; no ttft; ttft 0; no duration; duration = ttft; kept.
        long[] started = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        long[] input = [0, None, 1, 1, 1, 1, 1, 1, 3];
        long[] output = [2, 2, 1, None, 2, 2, 2, 2, 5];
        long[] ttft = [1, 1, 1, 1, None, 0, 1, 4, 7];
        long[] duration = [2, 2, 2, 2, 2, 2, None, 4, 8];
        Assert.Equal(2, LatencyWindows.Keep(started, input, output, ttft, duration));
        Assert.Equal([(1L, 0L, 2L, 1L, 2L), (9L, 3L, 5L, 7L, 8L)], Enumerable.Range(0, 2).Select(
            i => (started[i], input[i], output[i], ttft[i], duration[i])));
    }

    [Fact]
    public void One_row_has_no_rate() => Assert.Equal(0, Of(new Row(0, 1, 2, 1, 2)).Tpot.Length);

    [Fact]
    public void A_rate_is_over_the_window_that_ends_at_the_row()
    {
        // Four rows, so w = 2. Row 2: 2 requests in 4 − 0 s; (20 + 3) + (30 + 5) tokens in 4 s. Row 3: 2 in 5 − 1 s; (30 + 5) + (40 + 6) in
        // 4 s. TPOT of row 2: (2.0 − 0.4)/(5 − 1) s; of row 3: (1.1 − 0.1)/(6 − 1) s.
        var load = Of(
            new Row(0, 10, 2, Second, 2 * Second),
            new Row(Second, 20, 3, Second, 2 * Second),
            new Row(4 * Second, 30, 5, 4_000_000, 20_000_000),
            new Row(5 * Second, 40, 6, 1_000_000, 11_000_000));
        Assert.Equal([0.5, 0.5], load.RequestRate);
        Assert.Equal([14.5, 20.25], load.TokenRate);
        Assert.Equal([0.4, 0.2], load.Tpot);
        Assert.Equal([4_000_000L, 1_000_000], load.Ttft);
    }

    [Fact]
    public void Starts_that_coincide_count_as_a_millisecond_apart()
    {
        // w = 1: one request, and 10 + 2 tokens, in 1 ms.
        var load = Of(new Row(5, 1, 2, 1, 2), new Row(5, 10, 2, 1, 2));
        Assert.Equal([1_000.0], load.RequestRate);
        Assert.Equal([12_000.0], load.TokenRate);
    }

    [Fact]
    public void Tokens_of_a_window_may_be_beyond_64_bits()
    {
        // w = 2; each window has 2·(2⁶² + 2⁶³ − 1) tokens in 2 s, and the last one 2⁶² + 2⁶³ − 1 + 10 + 2.
        const double Half = 4_611_686_018_427_387_904;
        Row Vast(long second) => new(second * Second, 1L << 62, long.MaxValue, 1, 2);
        var load = Of(Vast(0), Vast(1), Vast(2), Vast(3), new Row(4 * Second, 10, 2, 1, 2));
        Assert.Equal([3 * Half, 3 * Half, 1.5 * Half], load.TokenRate);
    }

    [Fact]
    public void Ties_stay_in_input_order()
    {
        // Of 300 rows that all start together but for an earlier one at the end, the last 200 in input order are left after w = 100.
        var rows = Enumerable.Range(1, 299).Select(i => new Row(Second, 0, 2, i, 1_000)).Append(new Row(0, 0, 2, 1, 2)).ToArray();
        Assert.Equal(Enumerable.Range(100, 200).Select(i => (long)i), Of(rows).Ttft.ToArray());
    }

    [Fact]
    public void Windows_agree_with_the_definition() => Rows.Sample(rows =>
    {
        var sorted = rows.OrderBy(row => row.Started).ToArray();
        var w = Math.Min(100, rows.Length / 2);
        var load = Of(rows);
        Assert.Equal(w == 0 ? 0 : rows.Length - w, load.Tpot.Length);
        for (var i = w; i < rows.Length && w > 0; i++)
        {
            var seconds = Math.Max((sorted[i].Started - sorted[i - w].Started) / 1e7, 0.001);
            var tokens = sorted[(i - w + 1)..(i + 1)].Sum(row => row.Input + row.Output);
            Assert.Equal(1, load.RequestRate[i - w] / (w / seconds), 1e-12);
            Assert.Equal(1, load.TokenRate[i - w] / (tokens / seconds), 1e-12);
            Assert.Equal(1, load.Tpot[i - w] / ((sorted[i].Duration - sorted[i].Ttft) / 1e7 / (sorted[i].Output - 1)), 1e-12);
            Assert.Equal(sorted[i].Ttft, load.Ttft[i - w]);
        }
    });

    private static LatencyLoad Of(params Row[] rows) => LatencyWindows.Of(
        Array.ConvertAll(rows, row => row.Started),
        Array.ConvertAll(rows, row => row.Input),
        Array.ConvertAll(rows, row => row.Output),
        Array.ConvertAll(rows, row => row.Ttft),
        Array.ConvertAll(rows, row => row.Duration),
        new Scratch());

    private readonly record struct Row(long Started, long Input, long Output, long Ttft, long Duration);
}
