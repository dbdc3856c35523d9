using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Groups of times of a clock by hour of day or by date.</summary>
internal static class ClockGroups
{
    /// <summary>Hours of a day.</summary>
    public const int Hours = 24;

    /// <summary>The hour of day of each time, 0–23.</summary>
    /// <param name="times">Ticks since 0001-01-01 of UTC or of a zone's clock, in any order; times in order of time are faster.</param>
    /// <param name="scratch">Memory for the result.</param>
    public static ReadOnlySpan<int> ByHour(ReadOnlySpan<long> times, Scratch scratch)
    {
        var groups = scratch.Rent<int>(times.Length);
        var (hour, from, end) = (0, 0L, 0L);
        for (var i = 0; i < groups.Length; i++)
        {
            if (times[i] >= end || times[i] < from)
            {
                var hours = times[i] / TimeSpan.TicksPerHour;
                (hour, from, end) = ((int)(hours % Hours), hours * TimeSpan.TicksPerHour, (hours + 1) * TimeSpan.TicksPerHour);
            }

            groups[i] = hour;
        }

        return groups;
    }

    /// <summary>For each time, the index of its date among those on which times fall.</summary>
    /// <param name="times">Ticks since 0001-01-01 of UTC or of a zone's clock, in any order; times in order of time are faster.</param>
    /// <param name="scratch">Memory for the result.</param>
    /// <param name="days">The dates, as days since 0001-01-01, ascending.</param>
    public static ReadOnlySpan<int> ByDate(ReadOnlySpan<long> times, Scratch scratch, out int[] days)
    {
        var groups = scratch.Rent<int>(times.Length);
        var found = new SortedDictionary<int, int>();
        var (day, from, end) = (0, 0L, 0L);
        for (var i = 0; i < groups.Length; i++)
        {
            if (times[i] >= end || times[i] < from)
            {
                day = (int)(times[i] / TimeSpan.TicksPerDay);
                found.TryAdd(day, 0);
                (from, end) = (day * TimeSpan.TicksPerDay, (day + 1) * TimeSpan.TicksPerDay);
            }

            groups[i] = day;
        }

        days = [.. found.Keys];
        for (var index = 0; index < days.Length; index++) found[days[index]] = index;
        var (last, lastIndex) = (-1, -1);
        foreach (ref var group in groups)
        {
            if (group != last) (last, lastIndex) = (group, found[group]);
            group = lastIndex;
        }

        return groups;
    }
}
