using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Output;

/// <summary>
/// What of a dataset looks as if it were not meant, a sentence each. Nothing is guessed at: every row counts as it stands. All of it is
/// told by the catalog, so that it is the same whenever it is asked for.
/// </summary>
internal static class Doubts
{
    // No language model was served before, and dates such as 202501061000, read as seconds, lie in the years before.
    private const int FirstYear = 2015;
    private static readonly int FirstDay = (int)(new DateTime(FirstYear, 1, 1).Ticks / TimeSpan.TicksPerDay);

    // Where seconds since 1970 lie that are taken for milliseconds: those of 2011 to 2038.
    private const int FirstDayOfSeconds = 15;
    private const int LastDayOfSeconds = 25;
    private static readonly int EpochDay = (int)(DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerDay);

    private const int LongestGap = 90;
    private const double LongestYears = 20;

    // More would fill the page.
    private const int MostGaps = 5;
    private const double DaysOfYear = 365.25;

    // Clocks of two machines differ by minutes, time zones by half an hour at least.
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(10);

    /// <summary>The doubts.</summary>
    public static IReadOnlyList<string> Of(DatasetCatalog catalog) => Of(catalog.Files, catalog.Last);

    /// <summary>The doubts.</summary>
    /// <param name="files">The files of a dataset.</param>
    /// <param name="last">Its last instant in ticks; missing without rows.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<CatalogFile> files, long last) =>
        [.. OfColumns(files), .. OfNoted(files), .. RowDoubts.Of(files), .. EndingDoubts.Of(files), .. OfInstants(files, last)];

    private static IEnumerable<string> OfColumns(IReadOnlyList<CatalogFile> files) => files
        .SelectMany(NamedDoubts.Of, (file, doubt) => (file.Name, doubt.Kind, Columns: string.Join(", ", doubt.Columns)))
        .Where(each => each.Columns.Length > 0)
        .GroupBy(each => (each.Kind, each.Columns), each => each.Name)
        .Select(group => $"{FileWords.Names([.. group])}: no field is read from {group.Key.Columns}, by name {group.Key.Kind}: "
            + "--map FIELD=COLUMN reads it");

    private static IEnumerable<string> OfNoted(IReadOnlyList<CatalogFile> files) => files
        .SelectMany(file => file.Noted ?? new Dictionary<string, long>(), (file, noted) => (File: file.Name, Noted: noted))
        .Where(each => NotedWords.IsDoubt(each.Noted.Key))
        .GroupBy(each => each.Noted.Key)
        .Select(group => $"{FileWords.Names([.. group.Select(each => each.File)])}: "
            + NotedWords.Describe(group.Key, group.Sum(each => each.Noted.Value)));

    private static IEnumerable<string> OfInstants(IReadOnlyList<CatalogFile> files, long last)
    {
        var days = files.SelectMany(file => file.Days, (file, day) => (File: file.Name, Day: day)).OrderBy(each => each.Day.Day).ToList();
        if (days.Count == 0) yield break;
        if (last < DatasetCatalog.RelativeEnd && !files.Where(file => file.Rows > 0).All(IsToldUnit))
        {
            yield return $"every instant lies before {InvariantText.Date(DatasetCatalog.RelativeEnd / TimeSpan.TicksPerDay)}: the trace "
                + "counts from 0, or its numbers have another unit than they seem to; --unit started=UNIT says which";
        }
        else if (last >= DatasetCatalog.RelativeEnd && days[0].Day.Day < FirstDay)
        {
            yield return Early(days);
        }
        else if (last < DatasetCatalog.RelativeEnd && days[0].Day.Day - EpochDay is >= FirstDayOfSeconds and <= LastDayOfSeconds)
        {
            yield return $"the first start is {InvariantText.Date(days[0].Day.Day)}: are the numbers seconds since 1970, and not "
                + "milliseconds, as the name of the column or the format says? --unit started=s says so";
        }

        foreach (var file in files.Where(IsAfterWriting))
        {
            yield return $"{file.Name}: the last start, {InvariantText.Instant(file.Last)}, lies behind the time when the file was "
                + $"written, {InvariantText.Instant(file.Written)}: is it of another time zone (--time-zone)?";
        }

        var years = (days[^1].Day.Day - days[0].Day.Day) / DaysOfYear;
        if (years > LongestYears) yield return $"the instants span {years:0.#} years";
        var gaps = Gaps(days).ToList();
        foreach (var gap in gaps.Take(MostGaps)) yield return gap;
        if (gaps.Count > MostGaps) yield return $"{gaps.Count - MostGaps:N0} more gaps of days are like that";
    }

    private static string Early(List<(string File, DayCount Day)> days)
    {
        var (file, day) = days[0];
        var early = days.TakeWhile(each => each.Day.Day < FirstDay).Sum(each => each.Day.Rows);
        return $"{early:N0} of {days.Sum(each => each.Day.Rows):N0} rows start before {FirstYear}, when no language model was served: is a "
            + $"date of digits read as a Unix time, or has a number another unit? See {file}:{day.Line}, of {InvariantText.Date(day.Day)}; "
            + "--unit started=UNIT says the unit, a date needs separators or 8 or 14 digits";
    }

    // An option, the column's name or the format says the unit of all starts.
    private static bool IsToldUnit(CatalogFile file) =>
        file.Signs is { } signs && signs.GetValueOrDefault(RowSigns.ToldUnits) == signs.GetValueOrDefault(RowSigns.Rows);

    private static bool IsAfterWriting(CatalogFile file) =>
        file.Written != Missing.Value && file.Last != Missing.Value && file.Last - file.Written > ClocksDiffer.Ticks;

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
