using LlmWorkload.Kernels;

namespace LlmWorkload.Columns;

/// <summary>The one order of the rows of several models: by start, ties in input order.</summary>
internal static class InputOrder
{
    /// <summary>
    /// Orders rows. Those of one start that are in an earlier chunk come before those in a later one, and within a chunk their places
    /// count. Where there are no places, rows come as they were given: by model, and those of a model in input order.
    /// </summary>
    /// <param name="started">For each row its start in ticks; never missing.</param>
    /// <param name="chunks">For each row its chunk, as <see cref="SegmentColumns.Chunks"/> has it.</param>
    /// <param name="places">For each row its place among the rows of its chunk and start, or missing.</param>
    /// <param name="scratch">Memory for the result.</param>
    /// <returns>The rows' indexes.</returns>
    public static Span<int> Of(
        ReadOnlySpan<long> started, ReadOnlySpan<long> chunks, ReadOnlySpan<long> places, Scratch scratch)
    {
        var (sorted, order) = StableOrder.Of(started, scratch);
        for (var (from, end) = (0, 0); from < order.Length; from = end)
        {
            for (end = from + 1; end < order.Length && sorted[end] == sorted[from];) end++;
            if (end == from + 1) continue;
            var tied = order[from..end];
            var keys = new (long Chunk, long Place, int Row)[tied.Length];
            for (var i = 0; i < keys.Length; i++) keys[i] = (chunks[tied[i]], places[tied[i]], tied[i]);
            keys.AsSpan().Sort(tied);
        }

        return order;
    }
}
