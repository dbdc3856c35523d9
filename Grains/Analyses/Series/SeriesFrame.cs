using LlmWorkload.Analyses;
using LlmWorkload.Columns;

namespace LlmWorkload.Kernels;

/// <summary>Buckets of time of one width, without gaps. Their borders are whole numbers of widths away from 1970-01-01.</summary>
/// <param name="From">Where the first begins, in UTC ticks; it may lie before the first tick that there is.</param>
/// <param name="Width">Ticks of each.</param>
/// <param name="Buckets">How many there are.</param>
[GenerateSerializer, Immutable, Alias("llmwl.series.frame")]
internal sealed record SeriesFrame([property: Id(0)] long From, [property: Id(1)] long Width, [property: Id(2)] long Buckets)
{
    private const int MostUsual = 500;
    private const long MostDays = 10_000;

    /// <summary>The buckets from that of the first request to that of the last.</summary>
    /// <param name="first">The first start.</param>
    /// <param name="last">The last start.</param>
    /// <param name="seconds">Seconds of a bucket; 0 for the first usual width that needs at most 500 buckets, else a day.</param>
    public static SeriesFrame Of(long first, long last, long seconds)
    {
        if (seconds > 0) return Aligned(first, last, seconds);
        var usual = SeriesWidth.Usual.Select(width => Aligned(first, last, width)).ToList();
        var days = usual.Find(frame => frame.Buckets <= MostUsual) ?? usual[^1];
        if (days.Buckets <= MostDays) return days;

        // A stray instant, decades away, makes no table of empty days.
        return Aligned(first, last, days.Seconds * ((days.Buckets / MostUsual) + 1));
    }

    /// <summary>Seconds of each bucket.</summary>
    public long Seconds => Width / TimeSpan.TicksPerSecond;

    /// <summary>The bucket that an instant lies in.</summary>
    public int BucketOf(long instant) => (int)((instant - From) / Width);

    /// <summary>Where a bucket begins; the first may begin before the first tick that there is, and begins there then.</summary>
    public long Start(int bucket) => Math.Max(0, From + (bucket * Width));

    /// <summary>The time of some buckets.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="end">The bucket behind the last one.</param>
    public TimeRange Window(int first, int end) => new(From + (first * Width), From + (end * Width));

    private static SeriesFrame Aligned(long first, long last, long seconds)
    {
        var width = seconds * TimeSpan.TicksPerSecond;
        var (from, to) = (Floor(first, width), Floor(last, width));
        return new SeriesFrame(DateTime.UnixEpoch.Ticks + (from * width), width, to - from + 1);
    }

    private static long Floor(long instant, long width)
    {
        var (widths, rest) = Math.DivRem(instant - DateTime.UnixEpoch.Ticks, width);
        return rest < 0 ? widths - 1 : widths;
    }
}
