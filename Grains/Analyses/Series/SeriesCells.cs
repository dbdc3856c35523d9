using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// The cells that requests are counted in: a bucket of time of one of the groups. A cell's number is that of its group times the buckets,
/// plus that of its bucket.
/// </summary>
/// <param name="Frame">The buckets.</param>
/// <param name="Groups">The groups; null where all requests of a model are one.</param>
[GenerateSerializer, Immutable, Alias("llmwl.series.cells")]
internal sealed record SeriesCells([property: Id(0)] SeriesFrame Frame, [property: Id(1)] SeriesGroups? Groups = null)
{
    /// <summary>How many there are.</summary>
    public int Count => checked((int)Frame.Buckets * (Groups?.Count ?? 1));

    /// <summary>The cell of each row.</summary>
    /// <param name="columns">The rows.</param>
    /// <param name="started">When each started.</param>
    public Span<int> Of(SegmentColumns columns, ReadOnlySpan<long> started)
    {
        var cells = Groups is null ? columns.Scratch.Rent(started.Length, 0) : Groups.Of(columns);
        var buckets = (int)Frame.Buckets;

        // Neighbours mostly lie in one bucket. To compare is faster than to divide.
        var (bucket, from) = (0, Frame.From);
        for (var row = 0; row < cells.Length; row++)
        {
            if ((ulong)(started[row] - from) >= (ulong)Frame.Width)
            {
                bucket = Frame.BucketOf(started[row]);
                from = Frame.From + (bucket * Frame.Width);
            }

            cells[row] = (cells[row] * buckets) + bucket;
        }

        return cells;
    }

    /// <summary>The cells of which there are any, ascending.</summary>
    /// <param name="counts">How many each cell has.</param>
    public static int[] Filled(ReadOnlySpan<int> counts)
    {
        var filled = new int[counts.Length - counts.Count(0)];
        for (int cell = 0, at = 0; cell < counts.Length; cell++)
        {
            if (counts[cell] > 0) filled[at++] = cell;
        }

        return filled;
    }
}
