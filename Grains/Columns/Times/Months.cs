using System.Globalization;
using LlmWorkload.Datasets;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>UTC months as whole numbers: 12 times the year, plus the month from 0.</summary>
internal static class Months
{
    private const int OfYear = 12;

    /// <summary>The month of an instant.</summary>
    public static long Of(long ticks)
    {
        var instant = new DateTime(ticks, DateTimeKind.Utc);
        return (instant.Year * OfYear) + instant.Month - 1;
    }

    /// <summary>The month of each row.</summary>
    public static Span<long> Of(SegmentColumns columns)
    {
        var started = columns.Integers(ColumnId.Started);
        var (day, month) = (-1L, 0L);
        foreach (ref var instant in started)
        {
            // Neighbours mostly lie in one day.
            if (instant / TimeSpan.TicksPerDay is var next && next != day) (day, month) = (next, Of(instant));
            instant = month;
        }

        return started;
    }

    /// <summary>Every month of a dataset, from that of its first request to that of its last.</summary>
    public static long[] Of(DatasetCatalog catalog)
    {
        var (first, last) = (Of(catalog.First), Of(catalog.Last));
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(month => first + month)];
    }

    /// <summary>For example <c>2025-03</c>.</summary>
    public static string Text(long month) =>
        string.Create(CultureInfo.InvariantCulture, $"{month / OfYear:0000}-{(month % OfYear) + 1:00}");

    /// <summary>When a month begins.</summary>
    public static long Start(long month) => new DateTime((int)(month / OfYear), (int)(month % OfYear) + 1, 1).Ticks;
}
