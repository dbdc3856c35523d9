using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>
/// Inter-arrival times whose two requests lie in the same range of time, and what each sequence begins and ends with in each range.
/// </summary>
/// <param name="series">The inter-arrival times.</param>
/// <param name="borders">The borders, by range.</param>
internal readonly ref struct RangedSeries(InterArrivalSeries series, SequenceBorder[] borders)
{
    /// <summary>The inter-arrival times.</summary>
    public InterArrivalSeries Series { get; } = series;

    /// <summary>The borders, by range.</summary>
    public SequenceBorder[] Borders { get; } = borders;

    /// <summary>Inter-arrival times and borders of requests. Requests outside the ranges count for nothing.</summary>
    /// <param name="started">Starts in UTC ticks, in any order, none missing.</param>
    /// <param name="users">
    /// Index of each request's sequence in <paramref name="names"/>; −1 for a request without one, which counts for nothing.
    /// </param>
    /// <param name="names">The name of each sequence.</param>
    /// <param name="ranges">The ranges, ascending, none overlapping another.</param>
    /// <param name="scratch">Memory for the result.</param>
    public static RangedSeries Of(
        ReadOnlySpan<long> started, ReadOnlySpan<int> users, ReadOnlySpan<ulong> names, ReadOnlySpan<TimeRange> ranges, Scratch scratch)
    {
        var (sorted, order) = StableOrder.Of(started, scratch);

        // A sequence does not go on from one range to the next: it has a number of its own in each.
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

    // Each request ends an inter-arrival time, except the first of its sequence. Requests and times stand in the same order.
    private static SequenceBorder[] Complete(
        List<SequenceBorder> begun, ReadOnlySpan<long> started, ReadOnlySpan<int> sequences, InterArrivalSeries series)
    {
        SequenceBorder[] borders = [.. begun];
        var isFollowed = new bool[borders.Length];
        var next = 0;
        for (var i = 0; i < started.Length; i++)
        {
            if (sequences[i] < 0) continue;
            ref var border = ref borders[sequences[i]];
            if (isFollowed[sequences[i]])
            {
                var interArrival = series.InterArrivals[next++];
                border = border with
                {
                    Last = started[i],
                    FirstInterArrival = border.FirstInterArrival == Missing.Value ? interArrival : border.FirstInterArrival,
                    LastInterArrival = interArrival
                };
            }

            isFollowed[sequences[i]] = true;
        }

        return borders;
    }
}
