using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// The values of a column of whole numbers, some or all of them, gathered from all models or from the parts of one. The answers are large
/// and are not kept.
/// </summary>
internal static class ColumnValues
{
    /// <summary>Answers each of the questions.</summary>
    public static IEnumerable<ModelKernel> Kernels { get; } = [
        ModelKernel.For<SomeQuestion>(
            static (question, columns) => Some(question, columns),
            static async (question, parts) => SomeAnswer.Of(await SomeAsync(parts, question)),
            isKept: false),
        ModelKernel.For<AllQuestion>(
            static (question, columns) => All(question, columns),
            static async (question, parts) => AllAnswer.Of(await AllAsync(parts, question)),
            isKept: false),
    ];

    /// <summary>Every value that is not missing, ascending.</summary>
    /// <param name="models">The holders of rows to ask.</param>
    /// <param name="column">The column.</param>
    public static Task<long[]> AllAsync(IModelAnswers models, ColumnId column) => AllAsync(models, new AllQuestion(column));

    /// <summary>Exact statistics of columns, in their order. Each holder's rows are gone through once for all of them.</summary>
    /// <param name="models">The holders of rows to ask.</param>
    /// <param name="columns">The columns.</param>
    public static async Task<Statistics[]> SummariseAsync(IModelAnswers models, params IReadOnlyList<SummarisedColumn> columns)
    {
        // There are two rounds. The outlines tell in which buckets the order statistics lie, and only the values of these are asked for.
        var filled = columns.Where(column => column.Outline.Sums.N > 0).ToList();
        if (filled.Count == 0) return [.. columns.Select(_ => Statistics.None)];
        var selections = filled.ConvertAll(column => new OrderSelection(FrequencyMap.Decode(column.Outline.Buckets)));
        var picked = await SomeAsync(
            models, new SomeQuestion([.. filled.Select(column => column.Column)], [.. selections.Select(selection => selection.Buckets)]));
        var statistics = new Dictionary<ColumnId, Statistics>();
        foreach (var ((column, outline, unit), selection, values) in filled.Zip(selections, picked))
        {
            // Where rows came, or went, between the rounds, all values are asked for at once.
            statistics.Add(column, values.N == selection.Values
                ? Summaries.Of(outline.Sums, selection.Of(values), unit)
                : Summaries.OfSorted(await AllAsync(models, column), unit));
        }

        return [.. columns.Select(column => statistics.GetValueOrDefault(column.Column, Statistics.None))];
    }

    private static async Task<FrequencyMap[]> SomeAsync(IModelAnswers models, SomeQuestion question)
    {
        var answers = await models.AskAsync<SomeAnswer>(question);
        return await models.MergeAsync(() => Merged(answers, question.Columns.Length));
    }

    private static async Task<long[]> AllAsync(IModelAnswers models, AllQuestion question)
    {
        var answers = await models.AskAsync<AllAnswer>(question);
        return await models.MergeAsync(() => Sorted(answers));
    }

    private static FrequencyMap[] Merged(IReadOnlyList<SomeAnswer> answers, int columns) =>
    [
        .. Enumerable.Range(0, columns).Select(
            column => FrequencyMap.Merge([.. answers.Select(answer => answer.Values[column])])),
    ];

    /// <summary>The values of several answers together, ascending.</summary>
    public static long[] Sorted(IReadOnlyList<AllAnswer> answers)
    {
        var values = new long[answers.Sum(answer => (long)answer.N)];
        var at = 0;
        foreach (var answer in answers)
        {
            PackedIntegers.Decode(answer.Sorted).CopyTo(values, at);
            at += answer.N;
        }

        RadixSort.Sort(values);
        return values;
    }

    private static SomeAnswer Some(SomeQuestion question, SegmentColumns columns) => SomeAnswer.Of(
    [
        .. question.Columns.Zip(
            question.Buckets, (column, buckets) => columns.Of(column, values => ValueBuckets.Pick(values, buckets))),
    ]);

    private static AllAnswer All(AllQuestion question, SegmentColumns columns)
    {
        var column = columns.Integers(question.Column);
        var n = 0;
        foreach (var value in column)
        {
            if (value != Missing.Value) column[n++] = value;
        }

        RadixSort.Sort(column[..n]);
        return AllAnswer.Of(column[..n]);
    }

    /// <summary>
    /// Asks a model for the values of columns that fall into some of the <see cref="ValueBuckets"/>. It is asked once, so questions with
    /// equal lists need not be equal.
    /// </summary>
    /// <param name="Columns">The columns.</param>
    /// <param name="Buckets">The numbers of the buckets of each.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.columns.some.question")]
    public sealed record SomeQuestion([property: Id(0)] ColumnId[] Columns, [property: Id(1)] long[][] Buckets) : ModelQuestion;

    /// <summary>The values of a model that were asked for, of each column.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.columns.some.answer")]
    public sealed record SomeAnswer([property: Id(0)] PackedFrequencies[] Values) : ModelAnswer
    {
        /// <summary>Packs values.</summary>
        internal static SomeAnswer Of(FrequencyMap[] values) => new(Array.ConvertAll(values, static map => map.Encode()));
    }

    /// <summary>Asks a model for all values of a column.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.column.all.question")]
    public sealed record AllQuestion([property: Id(0)] ColumnId Column) : ModelQuestion;

    /// <summary>All values of a model.</summary>
    /// <param name="N">How many there are; missing ones are left out.</param>
    /// <param name="Sorted">The values, ascending, bit-packed.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.column.all.answer")]
    public sealed record AllAnswer([property: Id(0)] int N, [property: Id(1)] byte[] Sorted) : ModelAnswer
    {
        /// <summary>Packs values, ascending.</summary>
        internal static AllAnswer Of(ReadOnlySpan<long> sorted) => new(sorted.Length, PackedIntegers.Encode(sorted));
    }
}
