using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>
/// Latency against load: time per output token and time to first token beside the rates over a sliding window of requests.
/// </summary>
internal static class LatencyWindows
{
    /// <summary>Requests of a window; half the rows where that is fewer.</summary>
    public const int Longest = 100;

    /// <summary>Requests of the windows of so many requests that have a rate.</summary>
    /// <param name="rated">Requests with a rate: all but the first window.</param>
    public static int LengthOf(int rated) => Math.Min(Longest, rated);

    private const long ShortestSpan = TimeSpan.TicksPerMillisecond;

    /// <summary>
    /// Keeps, in place and in order, the rows that have input, output above 1, ttft above 0 and a duration above the ttft, so that the time
    /// per output token is above 0. They come to the front of the five columns.
    /// </summary>
    /// <returns>How many there are.</returns>
    public static int Keep(Span<long> started, Span<long> input, Span<long> output, Span<long> ttft, Span<long> duration)
    {
        var n = 0;
        for (var row = 0; row < started.Length; row++)
        {
            if (input[row] == Missing.Value || output[row] <= 1 || ttft[row] <= 0 || duration[row] <= ttft[row]) continue;
            (started[n], input[n], output[n], ttft[n], duration[n]) = (started[row], input[row], output[row], ttft[row], duration[row]);
            n++;
        }

        return n;
    }

    /// <summary>
    /// Orders the rows by start, ties as they come. With w = min(100, n/2), the i-th row, i ≥ w, has the request rate w/(startedᵢ −
    /// startedᵢ₋w). Its token rate is Σ(input + output) over the w rows that end at it, divided by the same span. The span is at least 1
    /// ms. Its TPOT is (duration − ttft)/(output − 1). The first w rows have no rate and are not in the result. The result is empty below 2
    /// rows.
    /// </summary>
    /// <param name="started">Starts in ticks; of the rows that <see cref="Keep"/> keeps, like all columns.</param>
    /// <param name="input">Input tokens.</param>
    /// <param name="output">Output tokens.</param>
    /// <param name="ttft">Time to first token in ticks.</param>
    /// <param name="duration">Duration in ticks.</param>
    /// <param name="scratch">Memory for the result.</param>
    public static LatencyLoad Of(
        ReadOnlySpan<long> started, ReadOnlySpan<long> input, ReadOnlySpan<long> output, ReadOnlySpan<long> ttft,
        ReadOnlySpan<long> duration, Scratch scratch)
    {
        var n = started.Length;
        var window = Math.Min(Longest, n / 2);
        if (window == 0) return new LatencyLoad(0, scratch);
        var order = StableOrder.IsAscending(started) ? [] : StableOrder.Of(started, scratch).Order;
        var load = new LatencyLoad(n - window, scratch);
        var (high, low) = (0UL, 0UL);
        for (var i = 0; i < n; i++)
        {
            var row = Row(order, i);
            ExactSums.Add((ulong)input[row] + (ulong)output[row], ref high, ref low);
            if (i < window) continue;
            var leaving = Row(order, i - window);
            ExactSums.Subtract((ulong)input[leaving] + (ulong)output[leaving], ref high, ref low);
            double span = Math.Max(started[row] - started[leaving], ShortestSpan);
            var at = i - window;
            load.Tpot[at] = (duration[row] - ttft[row]) / Units.TicksPerSecond / (output[row] - 1);
            load.Ttft[at] = ttft[row];
            load.RequestRate[at] = window * Units.TicksPerSecond / span;
            load.TokenRate[at] = ExactSums.Nearest(high, low) * Units.TicksPerSecond / span;
        }

        return load;
    }

    private static int Row(ReadOnlySpan<int> order, int i) => order.IsEmpty ? i : order[i];
}
