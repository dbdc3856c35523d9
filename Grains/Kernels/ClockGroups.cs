namespace LlmWorkload.Kernels;

/// <summary>Groups of instants by parts of the UTC clock and calendar.</summary>
public static class ClockGroups
{
    /// <summary>Hours of a day.</summary>
    public const int Hours = 24;

    /// <summary>The hour of day of each instant, 0–23.</summary>
    /// <param name="ticks">UTC ticks since 0001-01-01, in any order.</param>
    public static int[] ByHour(ReadOnlySpan<long> ticks)
    {
        var groups = new int[ticks.Length];
        for (var i = 0; i < groups.Length; i++) groups[i] = (int)(ticks[i] / TimeSpan.TicksPerHour % Hours);
        return groups;
    }

    /// <summary>The dates on which instants fall, as days since 0001-01-01, ascending, and for each instant the index of its date.</summary>
    /// <param name="ascending">UTC ticks since 0001-01-01, ascending.</param>
    public static (int[] Days, int[] Groups) ByDate(ReadOnlySpan<long> ascending)
    {
        var groups = new int[ascending.Length];
        var days = new List<int>();
        for (var i = 0; i < groups.Length; i++)
        {
            var day = (int)(ascending[i] / TimeSpan.TicksPerDay);
            if (days.Count == 0 || days[^1] != day) days.Add(day);
            groups[i] = days.Count - 1;
        }

        return ([.. days], groups);
    }
}
