using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Comparison;

/// <summary>The exact distributions of numbers that each row has of its own.</summary>
internal static class RowFrequencies
{
    /// <summary>The distribution over the rows of a log.</summary>
    /// <param name="distribution">The name of a distribution of rows.</param>
    /// <param name="columns">The rows.</param>
    public static FrequencyMap Of(string distribution, SegmentColumns columns) => distribution switch
    {
        "input_tokens" => columns.Of(ColumnId.InputTokens, FrequencyMap.Of),
        "output_tokens" => columns.Of(ColumnId.OutputTokens, FrequencyMap.Of),
        "output_input_ratio" => OutputInputRatio(columns),
        "ttft" => columns.Of(ColumnId.Ttft, FrequencyMap.Of),
        "e2e" => columns.Of(ColumnId.Duration, FrequencyMap.Of),
        "tpot" => Tpot(columns),
        "hit_ratio" => columns.Has(ColumnId.CachedTokens) ? HitRatio(columns) : FrequencyMap.Empty,
        _ => throw new ArgumentException($"'{distribution}' is no distribution of rows.", nameof(distribution)),
    };

    private static FrequencyMap OutputInputRatio(SegmentColumns columns)
    {
        var ratios = columns.Integers(ColumnId.InputTokens);
        var output = columns.Integers(ColumnId.OutputTokens);
        for (var row = 0; row < ratios.Length; row++)
        {
            ratios[row] = ratios[row] > 0 && output[row] != Missing.Value ? Bits((double)output[row] / ratios[row]) : Missing.Value;
        }

        return FrequencyMap.Of(ratios);
    }

    private static FrequencyMap HitRatio(SegmentColumns columns)
    {
        var ratios = columns.Integers(ColumnId.InputTokens);
        var cached = columns.Integers(ColumnId.CachedTokens);
        for (var row = 0; row < ratios.Length; row++)
        {
            ratios[row] = ratios[row] > 0 && cached[row] != Missing.Value
                ? Bits((double)Math.Min(cached[row], ratios[row]) / ratios[row])
                : Missing.Value;
        }

        return FrequencyMap.Of(ratios);
    }

    private static FrequencyMap Tpot(SegmentColumns columns)
    {
        var times = columns.Integers(ColumnId.Duration);
        var ttft = columns.Integers(ColumnId.Ttft);
        var output = columns.Integers(ColumnId.OutputTokens);
        for (var row = 0; row < times.Length; row++) times[row] = TokenPace.ValueOf(output[row], ttft[row], times[row]);
        return FrequencyMap.Of(times);
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
