using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// The rows of the cells of a model in a window of buckets, with the numbers that distributions are made of. The answers are large and are
/// not kept.
/// </summary>
internal static class BucketValues
{
    /// <summary>The columns of an answer, in its order.</summary>
    public static readonly ColumnId[] Columns =
        [ColumnId.OutputTokens, ColumnId.Ttft, ColumnId.Duration, ColumnId.InputTokens, ColumnId.QueueTime];

    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => Gather(question, columns),
        static async (question, parts) =>
        {
            var answers = await parts.AskAsync<Answer>(question);
            return await parts.MergeAsync(() => Merge(answers, question.Cells.Count));
        },
        isKept: false);

    private static Answer Gather(Question question, SegmentColumns all)
    {
        var window = question.Cells.Frame.Window(question.First, question.End);
        using var columns = all.Near(window);
        var started = columns.Integers(ColumnId.Started);
        var placeOf = question.Cells.Of(columns, started);
        var counts = columns.Scratch.Rent(question.Cells.Count, 0);
        for (var row = 0; row < started.Length; row++)
        {
            if (started[row] >= window.From && started[row] < window.End) counts[placeOf[row]]++;
            else placeOf[row] = -1;
        }

        var (cells, sizes, rows) = LayOut(counts);
        foreach (ref var place in placeOf)
        {
            if (place >= 0) place = counts[place]++;
        }

        var laid = columns.Scratch.Rent<long>(rows);
        var packed = new byte[Columns.Length][];
        for (var i = 0; i < packed.Length; i++)
        {
            using var alone = columns.Near(window);
            var values = alone.Integers(Columns[i]);
            for (var row = 0; row < values.Length; row++)
            {
                if (placeOf[row] >= 0) laid[placeOf[row]] = values[row];
            }

            packed[i] = NarrowIntegers.Encode(laid);
        }

        return new Answer(cells, sizes, packed);
    }

    private static Answer Merge(Answer[] parts, int cells)
    {
        using var scratch = new Scratch();
        var counts = scratch.Rent(cells, 0);
        foreach (var part in parts)
        {
            for (var i = 0; i < part.Cells.Length; i++) counts[part.Cells[i]] += part.Counts[i];
        }

        var (filled, sizes, rows) = LayOut(counts);
        var laid = scratch.Rent<long>(rows);
        var next = scratch.Rent<int>(cells);
        var packed = new byte[Columns.Length][];
        for (var i = 0; i < packed.Length; i++)
        {
            counts.CopyTo(next);
            foreach (var part in parts) part.Lay(i, part.Cells, laid, next);
            packed[i] = NarrowIntegers.Encode(laid);
        }

        return new Answer(filled, sizes, packed);
    }

    // The cells that have rows, and how many; in the place of its count each cell gets where its rows begin.
    private static (int[] Cells, int[] Sizes, int Rows) LayOut(Span<int> counts)
    {
        var filled = SeriesCells.Filled(counts);
        var sizes = new int[filled.Length];
        var rows = 0;
        for (var place = 0; place < filled.Length; place++)
        {
            sizes[place] = counts[filled[place]];
            counts[filled[place]] = rows;
            rows += sizes[place];
        }

        return (filled, sizes, rows);
    }

    /// <summary>Asks a model for its rows in a window.</summary>
    /// <param name="Cells">The cells.</param>
    /// <param name="First">The first bucket of the window.</param>
    /// <param name="End">The bucket behind the last one.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.series.values.question")]
    public sealed record Question(
        [property: Id(0)] SeriesCells Cells, [property: Id(1)] int First, [property: Id(2)] int End) : ModelQuestion;

    /// <summary>A model's rows in a window.</summary>
    /// <param name="Cells">The numbers of the cells that have rows, ascending.</param>
    /// <param name="Counts">How many rows each has.</param>
    /// <param name="Columns">
    /// For each of <see cref="BucketValues.Columns"/> the values of the rows, missing ones as well: those of one cell after the other; see
    /// <see cref="NarrowIntegers"/>. The rows of a cell have no order, but it is the same in all columns.
    /// </param>
    [GenerateSerializer, Immutable, Alias("llmwl.series.values.answer")]
    public sealed record Answer(
        [property: Id(0)] int[] Cells, [property: Id(1)] int[] Counts, [property: Id(2)] byte[][] Columns) : ModelAnswer
    {
        /// <summary>Lays the values of a column where the caller wants those of each cell.</summary>
        /// <param name="column">The place of the column.</param>
        /// <param name="placeOf">For each cell its place.</param>
        /// <param name="laid">Gets the values.</param>
        /// <param name="next">For each place, where its next value is laid; it moves on.</param>
        public void Lay(int column, int[] placeOf, Span<long> laid, Span<int> next)
        {
            using var scratch = new Scratch();
            var values = scratch.Rent<long>(Counts.Sum());
            NarrowIntegers.Decode(Columns[column], values);
            for (var i = 0; i < Counts.Length; i++)
            {
                ref var to = ref next[placeOf[i]];
                values[..Counts[i]].CopyTo(laid[to..]);
                values = values[Counts[i]..];
                to += Counts[i];
            }
        }
    }
}
