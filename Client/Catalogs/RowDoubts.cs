using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Output;

/// <summary>What the rows of files look as if they were not meant, by what was counted of them (<see cref="RowSigns"/>).</summary>
internal static class RowDoubts
{
    // Fewer rows may be on whole seconds by chance.
    private const int FewRows = 10;

    // The format in seconds whose names are those of Mooncake, where the starts are whole milliseconds.
    private const string LikeMooncake = "guidellm";

    // So many neighbours tell, where next to none tells otherwise.
    private const int FewNeighbours = 20;
    private const int Clear = 10;

    /// <summary>The doubts of files, a sentence each; what several files have is one sentence.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<CatalogFile> files)
    {
        var signed = files.Where(file => file.Signs is not null).Select(file => (File: file, Signs: file.Signs!)).ToList();
        foreach (var field in RowSigns.Counted)
        {
            var few = signed.Where(each => IsMostlyMissing(each.File, each.Signs, field)).ToList();
            if (few.Count == 0) continue;
            yield return $"{Names(few)}: {field.Name} is missing in {few.Sum(each => Missing(each.Signs, field)):N0} of "
                + $"{few.Sum(each => Rows(each.Signs)):N0} rows";
        }

        foreach (var field in RowSigns.Judged)
        {
            foreach (var (file, signs) in signed)
            {
                if (RowSigns.OddMedian(signs, field) is not { } median) continue;
                var about = median > 1 ? $"{median:N0} s, above an hour" : $"{(median > 0 ? $"{median:0.##e-0}" : "0")} s, under 10 µs";
                yield return $"{file.Name}: the median {field.Name} is about {about}: has it another unit? --unit {field.Name}=UNIT says "
                    + "which";
            }
        }

        var late = signed.Where(each => IsFirstBehindLast(each.Signs)).ToList();
        if (late.Count > 0)
        {
            var above = late.Sum(each => each.Signs[RowSigns.TtftAboveDuration]);
            var both = late.Sum(each => each.Signs[RowSigns.TtftAndDuration]);
            yield return $"{Names(late)}: the ttft is above the duration in {above:N0} of {both:N0} rows that have both: has one of them "
                + "another unit? --unit ttft=UNIT says which";
        }

        foreach (var steps in signed.Where(each => Rows(each.Signs) >= FewRows).GroupBy(each => RowSigns.StepOf(each.Signs))
            .Where(steps => steps.Key > 0).OrderBy(steps => steps.Key))
        {
            var isLikeMooncake = steps.Any(each => each.File.Columns.Format == LikeMooncake);
            yield return $"{Names([.. steps])}: every start is a whole {StepName(steps.Key)}: what happens within one is not known"
                + (isLikeMooncake ? ". A trace of Mooncake without hash_ids looks the same, in milliseconds: --time-unit ms" : "");
        }

        var below = signed.Where(each => each.Signs.ContainsKey(RowSigns.InputBelowCached)).ToList();
        if (below.Count > 0)
        {
            yield return $"{Names(below)}: {below.Sum(each => each.Signs[RowSigns.InputBelowCached]):N0} of "
                + $"{below.Sum(each => Rows(each.Signs)):N0} rows have fewer input tokens than cached ones: do the input tokens leave the "
                + "cached ones out?";
        }

        var ends = signed.Where(each => AreCompletions(each.Signs)).ToList();
        if (ends.Count > 0)
        {
            yield return $"{Names(ends)}: the starts look like completions: {ends.Sum(each => each.Signs[RowSigns.LikeCompletions]):N0} "
                + "requests would begin before their user's earlier one ends, and none would if durations end where the stamp is";
        }
    }

    private static bool IsMostlyMissing(CatalogFile file, IReadOnlyDictionary<string, long> signs, RequestField field)
    {
        var (missing, rows) = (Missing(signs, field), Rows(signs));
        return missing * 2 > rows && !(missing == rows && file.Columns.Absent.Contains(field.Name));
    }

    private static bool IsFirstBehindLast(IReadOnlyDictionary<string, long> signs) =>
        signs.GetValueOrDefault(RowSigns.TtftAboveDuration) * 2 > signs.GetValueOrDefault(RowSigns.TtftAndDuration);

    private static bool AreCompletions(IReadOnlyDictionary<string, long> signs)
    {
        var completions = signs.GetValueOrDefault(RowSigns.LikeCompletions);
        return completions >= FewNeighbours && signs.GetValueOrDefault(RowSigns.LikeStarts) * Clear <= completions;
    }

    private static long Rows(IReadOnlyDictionary<string, long> signs) => signs.GetValueOrDefault(RowSigns.Rows);

    private static long Missing(IReadOnlyDictionary<string, long> signs, RequestField field) =>
        signs.GetValueOrDefault(RowSigns.MissingOf(field));

    private static string StepName(long ticks) => ticks switch
    {
        TimeSpan.TicksPerSecond => "second",
        TimeSpan.TicksPerMinute => "minute",
        TimeSpan.TicksPerHour => "hour",
        _ => "day",
    };

    private static string Names(List<(CatalogFile File, IReadOnlyDictionary<string, long> Signs)> files) =>
        FileWords.Names([.. files.Select(each => each.File.Name)]);
}
