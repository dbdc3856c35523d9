namespace LlmWorkload.Datasets;

/// <summary>A file's rows by day.</summary>
internal static class DayCounts
{
    /// <summary>The most days of a file that are kept: half of them the earliest, half the latest.</summary>
    public const int Most = 4_096;

    /// <summary>The days of a file with those of its next chunk, in order.</summary>
    public static List<DayCount> Add(IReadOnlyList<DayCount> days, IReadOnlyList<DayCount> next)
    {
        var merged = new SortedDictionary<int, DayCount>(days.ToDictionary(day => day.Day));
        foreach (var day in next)
            merged[day.Day] = merged.TryGetValue(day.Day, out var known) ? known with { Rows = known.Rows + day.Rows } : day;
        return merged.Count <= Most ? [.. merged.Values] : [.. merged.Values.Take(Most / 2), .. merged.Values.TakeLast(Most / 2)];
    }
}
