using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>Counts of instants by minute, and of times of a clock by hour of day and by date.</summary>
internal static class ClockCounts
{
    /// <summary>Counts by hour of day, 24 of them.</summary>
    /// <param name="times">Ticks since 0001-01-01 of UTC or of a zone's clock, in any order.</param>
    public static long[] ByHour(ReadOnlySpan<long> times)
    {
        var counts = new long[24];
        foreach (var time in times) counts[time / TimeSpan.TicksPerHour % 24]++;
        return counts;
    }

    /// <summary>Counts by minute, in the order of time, empty ones included.</summary>
    /// <param name="ticks">Instants in UTC ticks, in any order; those outside the minutes do not count.</param>
    /// <param name="minutes">Which minutes.</param>
    public static long[] ByMinute(ReadOnlySpan<long> ticks, MinuteRange minutes)
    {
        if (minutes.Count == 0) return [];
        var counts = new long[minutes.Count];
        foreach (var instant in ticks)
        {
            var minute = (instant / TimeSpan.TicksPerMinute) - minutes.First;
            if (minute >= 0 && minute < counts.Length) counts[minute]++;
        }

        return counts;
    }

    /// <summary>Sums of counts from several places, each by the same hours or minutes.</summary>
    public static long[] Sum(IReadOnlyList<long[]> counts)
    {
        var sum = new long[counts.Max(each => each.Length)];
        foreach (var each in counts)
        {
            for (var i = 0; i < each.Length; i++) sum[i] += each[i];
        }

        return sum;
    }

    /// <summary>Counts by date: days since 0001-01-01, and how many times fall on each.</summary>
    /// <param name="times">Ticks since 0001-01-01 of UTC or of a zone's clock, in any order.</param>
    public static FrequencyMap ByDate(ReadOnlySpan<long> times)
    {
        using var scratch = new Scratch();
        var days = scratch.Rent<long>(times.Length);
        for (var i = 0; i < days.Length; i++) days[i] = times[i] / TimeSpan.TicksPerDay;
        return FrequencyMap.Of(days);
    }
}
