using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Groups of instants by hour of day or by date, in UTC.</summary>
internal static class ClockGroups
{
    /// <summary>Hours of a day.</summary>
    public const int Hours = 24;

    /// <summary>The hour of day of each instant, 0–23.</summary>
    /// <param name="ascending">UTC ticks since 0001-01-01, ascending.</param>
    /// <param name="scratch">Memory for the result.</param>
    public static ReadOnlySpan<int> ByHour(ReadOnlySpan<long> ascending, Scratch scratch)
    {
        var groups = scratch.Rent<int>(ascending.Length);
        var (hour, end) = (0, 0L);
        for (var i = 0; i < groups.Length; i++)
        {
            if (ascending[i] >= end)
            {
                var hours = ascending[i] / TimeSpan.TicksPerHour;
                (hour, end) = ((int)(hours % Hours), (hours + 1) * TimeSpan.TicksPerHour);
            }

            groups[i] = hour;
        }

        return groups;
    }

    /// <summary>For each instant, the index of its date among those on which instants fall.</summary>
    /// <param name="ascending">UTC ticks since 0001-01-01, ascending.</param>
    /// <param name="scratch">Memory for the result.</param>
    /// <param name="days">The dates, as days since 0001-01-01, ascending.</param>
    public static ReadOnlySpan<int> ByDate(ReadOnlySpan<long> ascending, Scratch scratch, out int[] days)
    {
        var groups = scratch.Rent<int>(ascending.Length);
        var found = new List<int>();
        var end = 0L;
        for (var i = 0; i < groups.Length; i++)
        {
            if (ascending[i] >= end)
            {
                var day = ascending[i] / TimeSpan.TicksPerDay;
                found.Add((int)day);
                end = (day + 1) * TimeSpan.TicksPerDay;
            }

            groups[i] = found.Count - 1;
        }

        days = [.. found];
        return groups;
    }
}
