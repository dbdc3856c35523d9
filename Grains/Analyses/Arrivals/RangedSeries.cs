using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>
/// Inter-arrival times of which both requests lie in one of some ranges of time, and what each sequence begins and ends with in each range.
/// </summary>
/// <param name="series">The times.</param>
/// <param name="borders">The borders, by range.</param>
internal readonly ref struct RangedSeries(InterArrivalSeries series, SequenceBorder[] borders)
{
    /// <summary>The times.</summary>
    public InterArrivalSeries Series { get; } = series;

    /// <summary>The borders, by range.</summary>
    public SequenceBorder[] Borders { get; } = borders;

    /// <summary>Times and borders of requests; those outside the ranges count for nothing.</summary>
    /// <param name="started">Starts in UTC ticks, in any order, none missing.</param>
    /// <param name="users">
    /// Index of each request's sequence in <paramref name="names"/>; −1 for none, and such a request counts for nothing.
    /// </param>
    /// <param name="names">What names each sequence.</param>
    /// <param name="ranges">The ranges, ascending, none overlapping another.</param>
    /// <param name="scratch">Memory for the result.</param>
    public static RangedSeries Of(
        ReadOnlySpan<long> started, ReadOnlySpan<int> users, ReadOnlySpan<ulong> names, ReadOnlySpan<TimeRange> ranges, Scratch scratch)
    {
        var (sorted, order) = StableOrder.Of(started, scratch);

        // A sequence in one range is none in the next: each has a number of its own.
        var sequences = scratch.Rent<int>(sorted.Length);
        var newest = scratch.Rent(names.Length, (Range: -1, Number: -1));
        var borders = new List<SequenceBorder>();
        var range = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            while (range < ranges.Length && sorted[i] >= ranges[range].End) range++;
            var user = users[order[i]];
            sequences[i] = -1;
            if (range == ranges.Length || sorted[i] < ranges[range].From || user < 0) continue;
            ref var mine = ref newest[user];
            if (mine.Range != range)
            {
                mine = (range, borders.Count);
                borders.Add(new SequenceBorder(range, names[user], sorted[i], sorted[i], Missing.Value, Missing.Value));
            }

            sequences[i] = mine.Number;
        }

        var series = InterArrivalTimes.OfUsers(sorted, sequences, borders.Count, scratch);
        return new RangedSeries(series, Complete(borders, sorted, sequences, series));
    }

    // Each request but the first of its sequence ends a time, and both stand in the same order.
    private static SequenceBorder[] Complete(
        List<SequenceBorder> begun, ReadOnlySpan<long> started, ReadOnlySpan<int> sequences, InterArrivalSeries series)
    {
        SequenceBorder[] borders = [.. begun];
        var isFollowed = new bool[borders.Length];
        var gap = 0;
        for (var i = 0; i < started.Length; i++)
        {
            if (sequences[i] < 0) continue;
            ref var border = ref borders[sequences[i]];
            if (isFollowed[sequences[i]])
            {
                var ended = series.Gaps[gap++];
                border = border with
                {
                    Last = started[i],
                    FirstGap = border.FirstGap == Missing.Value ? ended
                    : border.FirstGap,
                    LastGap = ended
                };
            }

            isFollowed[sequences[i]] = true;
        }

        return borders;
    }
}
