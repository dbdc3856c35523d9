using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>How much a model has in each slice of time. A row counts 1, and 1 more for every 8 of its blocks.</summary>
internal static class RowCounts
{
    private const int BlocksOfRow = 8;

    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => Count(question, columns),
        static async (question, parts) => Sum(await parts.AskAsync<Answer>(question)),
        isKept: false);

    private static Answer Count(Question question, SegmentColumns columns)
    {
        using var near = columns.Near(new TimeRange(question.From, question.End));
        var counts = new long[question.Slices];
        var lists = near.Has(ColumnId.Blocks) ? near.Lists(ColumnId.Blocks) : null;
        var started = near.Integers(ColumnId.Started);
        for (var row = 0; row < started.Length; row++)
        {
            if (started[row] < question.From || started[row] >= question.End) continue;
            counts[(started[row] - question.From) / question.Width] += 1 + (lists is null ? 0 : lists[row].Length / BlocksOfRow);
        }

        return new Answer(PackedIntegers.Encode(counts),
            [.. Enum.GetValues<ColumnEncoding>().SelectMany(columns.ColumnsOf).Order()]);
    }

    private static Answer Sum(Answer[] parts)
    {
        var sums = PackedIntegers.Decode(parts[0].Counts);
        foreach (var part in parts.AsSpan(1))
        {
            var counts = PackedIntegers.Decode(part.Counts);
            for (var slice = 0; slice < sums.Length; slice++) sums[slice] += counts[slice];
        }

        return new Answer(PackedIntegers.Encode(sums), [.. parts.SelectMany(part => part.Columns).Distinct().Order()]);
    }

    /// <summary>Asks a model for its rows in each slice.</summary>
    /// <param name="From">Where the first slice begins, in UTC ticks.</param>
    /// <param name="End">Where the last one ends.</param>
    /// <param name="Width">The ticks of a slice; the last one may be shorter.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.export.counts.question")]
    public sealed record Question([property: Id(0)] long From, [property: Id(1)] long End, [property: Id(2)] long Width) : ModelQuestion
    {
        /// <summary>How many slices there are.</summary>
        public int Slices => (int)((End - From + Width - 1) / Width);
    }

    /// <summary>The counts, and the columns that the model has.</summary>
    /// <param name="Counts">One a slice, as <see cref="PackedIntegers"/>.</param>
    /// <param name="Columns">Columns that any of its rows may have.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.export.counts.answer")]
    public sealed record Answer([property: Id(0)] byte[] Counts, [property: Id(1)] ColumnId[] Columns) : ModelAnswer;
}
