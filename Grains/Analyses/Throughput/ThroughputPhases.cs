namespace LlmWorkload.Kernels;

/// <summary>
/// The two phases of a request: prefill works on the input tokens over [started, started + ttft], decode on the output tokens over
/// [started + ttft, started + duration].
/// </summary>
internal static class ThroughputPhases
{
    /// <summary>
    /// Makes, in place and in order, the prefill phases of the rows with input tokens and ttft above 0. Afterwards the columns begin with
    /// the begin, the end and the tokens of each phase.
    /// </summary>
    /// <param name="started">Starts in ticks; then the begins.</param>
    /// <param name="ttft">Time to first token in ticks, or missing; then the ends.</param>
    /// <param name="input">Input tokens, or missing; then the tokens.</param>
    /// <returns>How many there are.</returns>
    public static int Prefill(Span<long> started, Span<long> ttft, Span<long> input)
    {
        var n = 0;
        for (var row = 0; row < started.Length; row++)
        {
            if (input[row] == Missing.Value || ttft[row] <= 0) continue;
            (started[n], ttft[n], input[n]) = (started[row], After(started[row], ttft[row]), input[row]);
            n++;
        }

        return n;
    }

    /// <summary>
    /// Makes, in place and in order, the decode phases of the rows with output tokens and duration above ttft. Afterwards the columns begin
    /// with the begin, the end and the tokens of each phase.
    /// </summary>
    /// <param name="started">Starts in ticks; then the begins.</param>
    /// <param name="ttft">Time to first token in ticks, or missing; then the ends.</param>
    /// <param name="duration">Durations in ticks, or missing; not changed.</param>
    /// <param name="output">Output tokens, or missing; then the tokens.</param>
    /// <returns>How many there are.</returns>
    public static int Decode(Span<long> started, Span<long> ttft, ReadOnlySpan<long> duration, Span<long> output)
    {
        var n = 0;
        for (var row = 0; row < started.Length; row++)
        {
            if (output[row] == Missing.Value || ttft[row] == Missing.Value || duration[row] <= ttft[row]) continue;
            var begin = After(started[row], ttft[row]);
            var end = After(started[row], duration[row]);
            if (end == begin) continue;
            (started[n], ttft[n], output[n]) = (begin, end, output[row]);
            n++;
        }

        return n;
    }

    // A span that leaves the range of ticks ends with the range.
    private static long After(long instant, long span) => instant > long.MaxValue - span ? long.MaxValue : instant + span;
}
