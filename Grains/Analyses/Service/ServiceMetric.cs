using System.Runtime.InteropServices;
using LlmWorkload.Columns;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>A number of a request that says how it was served.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Label">What an axis says.</param>
/// <param name="Columns">The columns that it is made of.</param>
/// <param name="IsTicks">Whether its values are ticks, and not the bits of decimals.</param>
/// <param name="ValueOf">Its value from those of the columns; missing where it has none.</param>
internal sealed record ServiceMetric(
    string Name, string Label, ColumnId[] Columns, bool IsTicks, Func<long, long, long, long> ValueOf)
{
    /// <summary>All of them, in the order of the summary.</summary>
    public static readonly ServiceMetric[] All =
    [
        new("ttft", "Time to first token (s)", [ColumnId.Ttft], true, static (ttft, _, _) => ttft),
        new("tpot", "Time per output token (s)", [ColumnId.OutputTokens, ColumnId.Ttft, ColumnId.Duration], false, TokenPace.ValueOf),
        new("e2e", "Duration (s)", [ColumnId.Duration], true, static (duration, _, _) => duration),
        new("prefill_rate", "Input tokens a second until the first token", [ColumnId.InputTokens, ColumnId.Ttft], false,
            static (input, ttft, _) => input > 0 && ttft > 0 ? Rate(input, ttft) : Missing.Value),
        new("uncached_prefill_rate", "Uncached input tokens a second until the first token",
            [ColumnId.InputTokens, ColumnId.Ttft, ColumnId.CachedTokens], false,
            static (input, ttft, cached) => input > 0 && ttft > 0 && cached != Missing.Value
                ? Rate(Math.Max(input - cached, 0), ttft)
                : Missing.Value),
        new("overall_rate", "Output tokens a second", [ColumnId.OutputTokens, ColumnId.Duration], false,
            static (output, duration, _) => output >= 0 && duration > 0 ? Rate(output, duration) : Missing.Value),
    ];

    /// <summary>The values of rows, in any order; missing ones among them. None where a column is not there.</summary>
    public Span<long> Of(SegmentColumns columns)
    {
        if (!Array.TrueForAll(Columns, columns.Has)) return [];
        var first = columns.Integers(Columns[0]);
        var second = Columns.Length > 1 ? columns.Integers(Columns[1]) : first;
        var third = Columns.Length > 2 ? columns.Integers(Columns[2]) : first;
        for (var row = 0; row < first.Length; row++) first[row] = ValueOf(first[row], second[row], third[row]);
        return first;
    }

    /// <summary>What a figure says.</summary>
    public string Title => Label.Split(" (")[0];

    /// <summary>The distribution function of values.</summary>
    public CdfFigures.Curve Curve(string name, FrequencyMap values) => IsTicks
        ? CdfFigures.Curve.Of(name, values, Units.TicksPerSecond)
        : DecimalFrequencies.Use(values, sorted => CdfFigures.Curve.OfSorted(name, sorted));

    /// <summary>The statistics of values, in seconds or tokens a second.</summary>
    /// <param name="values">The values of several models.</param>
    public Statistics Summarise(IReadOnlyList<PackedFrequencies> values) =>
        IsTicks ? Summaries.Of(values, Units.TicksPerSecond) : Summaries.OfDecimals(values);

    /// <summary>The statistics of values, as above.</summary>
    /// <param name="values">In any order, missing ones among them; they are written over.</param>
    public Statistics Summarise(Span<long> values)
    {
        if (IsTicks) return Summaries.Of(values, Units.TicksPerSecond);
        var n = 0;
        foreach (var value in values)
        {
            if (value != Missing.Value) values[n++] = value;
        }

        // The bits of decimals that are not negative are in the order of the decimals.
        RadixSort.Sort(values[..n]);
        return Summaries.OfSorted(MemoryMarshal.Cast<long, double>(values[..n]));
    }

    private static long Rate(long tokens, long ticks) => BitConverter.DoubleToInt64Bits(tokens / (ticks / Units.TicksPerSecond));
}
