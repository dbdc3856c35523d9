using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// The values of distributions as whole numbers whose order is that of the values: ticks, tokens, and of the time per output token, which
/// is above 0, the bits of its decimal.
/// </summary>
internal static class SeriesValues
{
    /// <summary>The value of each row; missing where it has none.</summary>
    public static Span<long> Of(SeriesValue value, SegmentColumns columns) => value switch
    {
        SeriesValue.Ttft => columns.Integers(ColumnId.Ttft),
        SeriesValue.Tpot => Tpot(
            columns.Integers(ColumnId.OutputTokens), columns.Integers(ColumnId.Ttft), columns.Integers(ColumnId.Duration)),
        SeriesValue.E2e => columns.Integers(ColumnId.Duration),
        SeriesValue.Input => columns.Integers(ColumnId.InputTokens),
        SeriesValue.Output => columns.Integers(ColumnId.OutputTokens),
        SeriesValue.Queue => columns.Integers(ColumnId.QueueTime),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary>The distribution of at least one value, seconds or tokens.</summary>
    /// <param name="value">What the values are.</param>
    /// <param name="sorted">The values, ascending.</param>
    public static Distribution Describe(SeriesValue value, ReadOnlySpan<long> sorted) => value switch
    {
        SeriesValue.Tpot => Distribution.OfSorted(System.Runtime.InteropServices.MemoryMarshal.Cast<long, double>(sorted)),
        SeriesValue.Input or SeriesValue.Output => Distribution.OfSorted(sorted, Units.One),
        _ => Distribution.OfSorted(sorted, Units.TicksPerSecond),
    };

    private static Span<long> Tpot(Span<long> output, ReadOnlySpan<long> ttft, ReadOnlySpan<long> duration)
    {
        for (var row = 0; row < output.Length; row++) output[row] = TokenPace.ValueOf(output[row], ttft[row], duration[row]);
        return output;
    }
}
