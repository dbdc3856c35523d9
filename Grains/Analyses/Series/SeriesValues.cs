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
    /// <summary>The distribution of at least one value, seconds or tokens.</summary>
    /// <param name="value">What the values are.</param>
    /// <param name="values">The values in any order; they may stand in another order afterwards.</param>
    public static Distribution Describe(SeriesValue value, Span<long> values) => value switch
    {
        SeriesValue.Tpot => Distribution.OfDecimals(values),
        SeriesValue.Input or SeriesValue.Output => Distribution.Of(values, Units.One),
        _ => Distribution.Of(values, Units.TicksPerSecond),
    };
}
