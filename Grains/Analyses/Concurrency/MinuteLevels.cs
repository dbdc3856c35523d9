using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>What happens in each minute of UTC that has a start or an end, ascending; each array is packed.</summary>
/// <param name="Minutes">Minutes since 0001-01-01.</param>
/// <param name="Integrals">The integral of the level over the minute in ticks.</param>
/// <param name="Max">The highest level.</param>
/// <param name="Starts">Requests that start.</param>
/// <param name="Ends">Requests that end.</param>
/// <param name="After">The level that stays until the next of these minutes.</param>
[GenerateSerializer, Immutable, Alias("llmwl.concurrency.minutes")]
internal sealed record MinuteLevels(
    [property: Id(0)] byte[] Minutes,
    [property: Id(1)] byte[] Integrals,
    [property: Id(2)] byte[] Max,
    [property: Id(3)] byte[] Starts,
    [property: Id(4)] byte[] Ends,
    [property: Id(5)] byte[] After)
{
    /// <summary>All minutes from the first to the last.</summary>
    /// <param name="most">Where there are more, minutes without a start and an end are left out.</param>
    public MinuteSeries Series(int most)
    {
        var (minutes, integrals, max) = (Decode(Minutes), Decode(Integrals), Decode(Max));
        var (starts, ends, after) = (Decode(Starts), Decode(Ends), Decode(After));
        var isWhole = minutes.Length == 0 || minutes[^1] - minutes[0] < most;
        var rows = minutes.Length == 0 ? 0 : isWhole ? (int)(minutes[^1] - minutes[0]) + 1 : minutes.Length;
        var series = new MinuteSeries(
            new long[rows], new double[rows], new long[rows], new long[rows], new long[rows], new long[rows], IsWhole: isWhole);
        for (int i = 0, row = 0; i < minutes.Length; i++)
        {
            series.Set(row++, minutes[i], (double)integrals[i] / TimeSpan.TicksPerMinute, max[i], starts[i], ends[i], after[i]);
            for (var minute = minutes[i] + 1; isWhole && i + 1 < minutes.Length && minute < minutes[i + 1]; minute++)
                series.Set(row++, minute, after[i], after[i], 0, 0, after[i]);
        }

        return series;
    }

    private static long[] Decode(byte[] packed) => PackedIntegers.Decode(packed);
}
