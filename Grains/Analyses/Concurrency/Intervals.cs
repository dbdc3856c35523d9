using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// The time from the start of each request to its end, end not included. Requests without a duration, or with a duration of 0, have none.
/// </summary>
internal static class Intervals
{
    /// <summary>The durations of rows in ticks; all missing where no segment has them. The caller may write over them.</summary>
    public static Span<long> Durations(SegmentColumns columns) =>
        columns.Has(ColumnId.Duration) ? columns.Integers(ColumnId.Duration) : columns.Scratch.Rent(columns.Rows, Missing.Value);

    /// <summary>Where a request ends. An end behind the last instant that there is, in the year 9999, is that instant.</summary>
    /// <param name="started">Its start in ticks.</param>
    /// <param name="duration">Its duration in ticks, above 0.</param>
    public static long End(long started, long duration) => duration > DateTime.MaxValue.Ticks - started
        ? DateTime.MaxValue.Ticks
        : started + duration;
}
