using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The values of one distribution in the cells of a model. The answers are large and are not kept.</summary>
internal static class BucketValues
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => Gather(question, columns),
        static async (question, parts) =>
        {
            var answers = await parts.AskAsync<Answer>(question);
            return await parts.MergeAsync(() => Merge(answers, question.Cells.Count));
        },
        isKept: false);

    private static Answer Gather(Question question, SegmentColumns columns)
    {
        var values = SeriesValues.Of(question.Of, columns);
        var cellOf = question.Cells.Of(columns);
        var counts = columns.Scratch.Rent(question.Cells.Count, 0);
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] != Missing.Value) counts[cellOf[row]]++;
        }

        var (filled, sizes, n) = LayOut(counts);
        var sorted = columns.Scratch.Rent<long>(n);
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] != Missing.Value) sorted[counts[cellOf[row]]++] = values[row];
        }

        return Sorted(filled, sizes, sorted);
    }

    private static Answer Merge(Answer[] parts, int cells)
    {
        using var scratch = new Scratch();
        var counts = scratch.Rent(cells, 0);
        foreach (var part in parts)
        {
            for (var i = 0; i < part.Cells.Length; i++) counts[part.Cells[i]] += part.Counts[i];
        }

        var (filled, sizes, n) = LayOut(counts);
        var sorted = scratch.Rent<long>(n);
        foreach (var part in parts)
        {
            var values = PackedIntegers.Decode(part.Sorted).AsSpan();
            for (var i = 0; i < part.Cells.Length; i++)
            {
                values[..part.Counts[i]].CopyTo(sorted[counts[part.Cells[i]]..]);
                values = values[part.Counts[i]..];
                counts[part.Cells[i]] += part.Counts[i];
            }
        }

        return Sorted(filled, sizes, sorted);
    }

    // The cells that have values, and how many; in the place of its count each cell gets where its values begin.
    private static (int[] Cells, int[] Sizes, int Values) LayOut(Span<int> counts)
    {
        var filled = SeriesCells.Filled(counts);
        var sizes = new int[filled.Length];
        var values = 0;
        for (var place = 0; place < filled.Length; place++)
        {
            sizes[place] = counts[filled[place]];
            counts[filled[place]] = values;
            values += sizes[place];
        }

        return (filled, sizes, values);
    }

    private static Answer Sorted(int[] cells, int[] sizes, Span<long> values)
    {
        var rest = values;
        foreach (var size in sizes)
        {
            RadixSort.Sort(rest[..size]);
            rest = rest[size..];
        }

        return new Answer(cells, sizes, PackedIntegers.Encode(values));
    }

    /// <summary>Asks a model for the values of a distribution.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.series.values.question")]
    public sealed record Question([property: Id(0)] SeriesCells Cells, [property: Id(1)] SeriesValue Of) : ModelQuestion;

    /// <summary>The values of a model's cells; of the cells without values there are none.</summary>
    /// <param name="Cells">The numbers of the cells, ascending.</param>
    /// <param name="Counts">How many values each has.</param>
    /// <param name="Sorted">The values of one cell after the other, each cell's ascending, bit-packed.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.series.values.answer")]
    public sealed record Answer(
        [property: Id(0)] int[] Cells, [property: Id(1)] int[] Counts, [property: Id(2)] byte[] Sorted) : ModelAnswer;
}
