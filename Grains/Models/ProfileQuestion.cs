using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Models;

/// <summary>Asks a model for its <see cref="ModelProfile"/>.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.model.profile.question")]
internal sealed record ProfileQuestion : ModelQuestion
{
    /// <summary>The kernels that answer it: its own, and those that merge the answers of parts.</summary>
    public static IEnumerable<ModelKernel> Kernels { get; } = [
        ModelKernel.For<ProfileQuestion>(static (_, columns) => Describe(columns), static (_, parts) => DescribeAsync(parts)),
        DistinctUsers.Kernel,
        OptionalColumns.Kernel,
        TimeRanges.Kernel,
        ColumnOutlines.Kernel,
        .. ColumnValues.Kernels,
    ];

    private static ModelProfile Describe(SegmentColumns columns)
    {
        var (first, last) = columns.Of(ColumnId.Started, Ends);
        return new ModelProfile(
            columns.Rows,
            columns.Hashes(ColumnId.User).Values.Length,
            first,
            last,
            0,
            0,
            columns.Of(ColumnId.InputTokens, static tokens => Summaries.Of(tokens)),
            columns.Of(ColumnId.OutputTokens, static tokens => Summaries.Of(tokens)),
            columns.Of(ColumnId.Ttft, static ticks => Summaries.Of(ticks, Units.TicksPerSecond)),
            columns.Of(ColumnId.Duration, static ticks => Summaries.Of(ticks, Units.TicksPerSecond)),
            OptionalColumns.SumsOf(columns).Totals())
            .With(columns.Of(ColumnId.InputTokens, ExactSums.Total), columns.Of(ColumnId.OutputTokens, ExactSums.Total));
    }

    private static async Task<ModelAnswer> DescribeAsync(ModelParts parts)
    {
        var users = DistinctUsers.CountAsync(parts);
        var optional = OptionalColumns.SumsAsync(parts);
        var ranges = (await TimeRanges.AskAsync(parts)).SelectMany(part => part).ToList();
        var (rows, outlines) = await ColumnOutlines.AskAsync(
            parts, ColumnId.InputTokens, ColumnId.OutputTokens, ColumnId.Ttft, ColumnId.Duration);
        var statistics = await ColumnValues.SummariseAsync(
            parts,
            new SummarisedColumn(ColumnId.InputTokens, outlines[0], Units.One),
            new SummarisedColumn(ColumnId.OutputTokens, outlines[1], Units.One),
            new SummarisedColumn(ColumnId.Ttft, outlines[2], Units.TicksPerSecond),
            new SummarisedColumn(ColumnId.Duration, outlines[3], Units.TicksPerSecond));
        return new ModelProfile(
            rows,
            await users,
            ranges.Count == 0 ? Missing.Value : ranges.Min(range => range.From),
            ranges.Count == 0 ? Missing.Value : ranges.Max(range => range.End) - 1,
            0,
            0,
            statistics[0],
            statistics[1],
            statistics[2],
            statistics[3],
            (await optional).Totals()).With((Int128)outlines[0].Sums.Sum, (Int128)outlines[1].Sums.Sum);
    }

    private static (long First, long Last) Ends(ReadOnlySpan<long> started)
    {
        if (started.IsEmpty) return (Missing.Value, Missing.Value);
        var (first, last) = (started[0], started[0]);
        foreach (var instant in started) (first, last) = (Math.Min(first, instant), Math.Max(last, instant));
        return (first, last);
    }
}
