using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>A model's share of a dataset's summary.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="First">First instant in ticks; missing without rows.</param>
/// <param name="Last">Last instant in ticks; missing without rows.</param>
/// <param name="WithInput">Rows with input tokens.</param>
/// <param name="Input">Sum of the input tokens.</param>
/// <param name="WithOutput">Rows with output tokens.</param>
/// <param name="Output">Sum of the output tokens.</param>
/// <param name="Ttft">Outline of the time to first token.</param>
/// <param name="Duration">Outline of the duration.</param>
/// <param name="Pace">The buckets of <see cref="TokenPace"/> that hold values, and how many each.</param>
/// <param name="Minutes">Minutes of the UTC clock since 0001-01-01 in which requests start, and how many each.</param>
/// <param name="Optional">Sums of the fields that only some logs have.</param>
[GenerateSerializer, Immutable, Alias("llmwl.summary.share")]
internal sealed record SummaryShare(
    [property: Id(0)] long Rows,
    [property: Id(1)] long First,
    [property: Id(2)] long Last,
    [property: Id(3)] long WithInput,
    [property: Id(4)] Int128 Input,
    [property: Id(5)] long WithOutput,
    [property: Id(6)] Int128 Output,
    [property: Id(7)] ColumnOutline Ttft,
    [property: Id(8)] ColumnOutline Duration,
    [property: Id(9)] PackedFrequencies Pace,
    [property: Id(10)] PackedFrequencies Minutes,
    [property: Id(11)] OptionalSums Optional) : ModelAnswer
{
    /// <summary>The share of rows.</summary>
    internal static SummaryShare Of(SegmentColumns columns)
    {
        var (first, last, minutes) = columns.Of(ColumnId.Started, OfStarts);
        var (withInput, input) = columns.Of(ColumnId.InputTokens, Sum);
        var (withOutput, output) = columns.Of(ColumnId.OutputTokens, Sum);
        return new SummaryShare(
            columns.Rows, first, last, withInput, input, withOutput, output,
            columns.Of(ColumnId.Ttft, ColumnOutline.Of),
            columns.Of(ColumnId.Duration, ColumnOutline.Of),
            TokenPace.Count(PaceOf(columns)).Encode(),
            minutes.Encode(),
            OptionalColumns.SumsOf(columns));
    }

    /// <summary>The values of <see cref="TokenPace"/> of rows, in memory that lives as long as the columns.</summary>
    internal static Span<long> PaceOf(SegmentColumns columns) =>
        columns.Has(ColumnId.OutputTokens) && columns.Has(ColumnId.Ttft) && columns.Has(ColumnId.Duration)
            ? TokenPace.Of(columns.Integers(ColumnId.OutputTokens), columns.Integers(ColumnId.Ttft), columns.Integers(ColumnId.Duration))
            : [];

    /// <summary>The sum of the input and output tokens of rows.</summary>
    internal static Int128 TokensOf(SegmentColumns columns) =>
        columns.Of(ColumnId.InputTokens, ExactSums.Total) + columns.Of(ColumnId.OutputTokens, ExactSums.Total);

    /// <summary>The sum of several shares, at least one.</summary>
    internal static SummaryShare Merge(IReadOnlyList<SummaryShare> shares)
    {
        var filled = shares.Where(share => share.Rows > 0).ToList();
        return new SummaryShare(
            shares.Sum(share => share.Rows),
            filled.Count == 0 ? Missing.Value : filled.Min(share => share.First),
            filled.Count == 0 ? Missing.Value : filled.Max(share => share.Last),
            shares.Sum(share => share.WithInput),
            shares.Aggregate(Int128.Zero, (sum, share) => sum + share.Input),
            shares.Sum(share => share.WithOutput),
            shares.Aggregate(Int128.Zero, (sum, share) => sum + share.Output),
            ColumnOutline.Merge([.. shares.Select(share => share.Ttft)]),
            ColumnOutline.Merge([.. shares.Select(share => share.Duration)]),
            PackedFrequencies.Merge([.. shares.Select(share => share.Pace)]),
            PackedFrequencies.Merge([.. shares.Select(share => share.Minutes)]),
            shares.Aggregate(OptionalSums.None, (sum, share) => sum + share.Optional));
    }

    private static (long First, long Last, FrequencyMap Minutes) OfStarts(ReadOnlySpan<long> started)
    {
        if (started.IsEmpty) return (Missing.Value, Missing.Value, FrequencyMap.Empty);
        using var scratch = new Scratch();
        var minutes = scratch.Rent<long>(started.Length);
        var (first, last) = (started[0], started[0]);
        for (var row = 0; row < minutes.Length; row++)
        {
            (first, last) = (Math.Min(first, started[row]), Math.Max(last, started[row]));
            minutes[row] = started[row] / TimeSpan.TicksPerMinute;
        }

        return (first, last, FrequencyMap.Of(minutes));
    }

    private static (long N, Int128 Sum) Sum(ReadOnlySpan<long> column) =>
        (column.Length - column.Count(Missing.Value), ExactSums.Total(column));
}
