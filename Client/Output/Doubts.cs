using LlmWorkload.Datasets;

namespace LlmWorkload.Output;

/// <summary>
/// What a dataset's instants look as if they were not meant, a sentence each. Nothing is guessed at: every row counts as it stands.
/// </summary>
internal static class Doubts
{
    private const int LongestGap = 90;
    private const double LongestYears = 20;
    private const double DaysOfYear = 365.25;

    // A trace that counts from 0 stays below this many seconds: 10⁸, three years.
    private static readonly DateTime LastRelative = DateTime.UnixEpoch.AddSeconds(100_000_000);

    /// <summary>The doubts.</summary>
    public static IReadOnlyList<string> Of(DatasetCatalog catalog)
    {
        var days = catalog.Files.SelectMany(file => file.Days, (file, day) => (File: file.Name, Day: day)).OrderBy(each => each.Day.Day)
            .ToList();
        if (days.Count == 0) return [];
        var doubts = new List<string>();
        if (new DateTime(catalog.Last) < LastRelative)
            doubts.Add($"every instant lies before {InvariantText.Date(LastRelative.Ticks / TimeSpan.TicksPerDay)}: the trace counts from "
                + "0, or its numbers have another unit than they seem to");
        var years = (days[^1].Day.Day - days[0].Day.Day) / DaysOfYear;
        if (years > LongestYears) doubts.Add($"the instants span {years:0.#} years");
        doubts.AddRange(Gaps(days));
        return doubts;
    }

    private static IEnumerable<string> Gaps(List<(string File, DayCount Day)> days)
    {
        var all = days.Sum(each => each.Day.Rows);
        var before = 0L;
        for (var i = 1; i < days.Count; i++)
        {
            before += days[i - 1].Day.Rows;
            var gap = days[i].Day.Day - days[i - 1].Day.Day;
            if (gap <= LongestGap) continue;
            var isBefore = before <= all - before;
            var (file, day) = isBefore ? days[i - 1] : days[i];
            var rows = isBefore ? before : all - before;
            yield return $"{rows:N0} of {all:N0} rows {(rows == 1 ? "lies" : "lie")} {gap:N0} days or more "
                + $"{(isBefore ? "before" : "behind")} the others: stray instants? See {file}:{day.Line}, of {InvariantText.Date(day.Day)}";
        }
    }
}
