using LlmWorkload.Answers;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// The values of a column of whole numbers, gathered from all models or from the parts of one: some of them, or all. The answers are large, and not kept.
/// </summary>
public static class ColumnValues
{
    /// <summary>Answers each of the questions.</summary>
    public static IEnumerable<ModelKernel> Kernels { get; } =
    [
        ModelKernel.For<SomeQuestion>(
            static (question, columns) => Some(question, columns),
            static async (question, parts) => new SomeAnswer((await SomeAsync(parts, question)).Encode()),
            isKept: false),
        ModelKernel.For<AllQuestion>(
            static (question, columns) => All(question, columns),
            static async (question, parts) => AllAnswer.Of(await AllAsync(parts, question)),
            isKept: false),
    ];

    /// <summary>Every value that is not missing, of all models, ascending.</summary>
    public static async Task<long[]> AllAsync(AnalysisScope scope, ColumnId column)
    {
        var parts = await scope.AskModelsAsync<AllAnswer>(new AllQuestion(column));
        return await Task.Run(() => Sorted(parts));
    }

    /// <summary>Exact statistics of a column over all models.</summary>
    /// <param name="scope">Where to ask.</param>
    /// <param name="column">The column.</param>
    /// <param name="outline">Its outline, of all models.</param>
    /// <param name="unit">How many make one in the result.</param>
    public static Task<Statistics> SummariseAsync(AnalysisScope scope, ColumnId column, ColumnOutline outline, double unit) =>
        SummariseAsync(outline, unit, buckets => SomeAsync(scope, new SomeQuestion(column, buckets)), () => AllAsync(scope, column));

    /// <summary>Exact statistics of a column over the parts of a model.</summary>
    /// <param name="parts">Where to ask.</param>
    /// <param name="column">The column.</param>
    /// <param name="outline">Its outline, of all parts.</param>
    /// <param name="unit">How many make one in the result.</param>
    public static Task<Statistics> SummariseAsync(ModelParts parts, ColumnId column, ColumnOutline outline, double unit) =>
        SummariseAsync(outline, unit, buckets => SomeAsync(parts, new SomeQuestion(column, buckets)), () => AllAsync(parts, new AllQuestion(column)));

    // Two rounds: the outline tells in which buckets the order statistics lie, and only the values of these are asked for.
    private static async Task<Statistics> SummariseAsync(ColumnOutline outline, double unit, Func<long[], Task<FrequencyMap>> some, Func<Task<long[]>> all)
    {
        if (outline.Sums.N == 0) return Statistics.None;
        var selection = new OrderSelection(FrequencyMap.Decode(outline.Buckets));
        var picked = await some(selection.Buckets);
        if (picked.N == selection.Values) return Summaries.Of(outline.Sums, selection.Of(picked), unit);

        // Rows came, or went, between the rounds. All values are asked for in one.
        return Summaries.OfSorted(await all(), unit);
    }

    private static async Task<FrequencyMap> SomeAsync(AnalysisScope scope, SomeQuestion question)
    {
        var parts = await scope.AskModelsAsync<SomeAnswer>(question);
        return await Task.Run(() => Merged(parts));
    }

    private static async Task<FrequencyMap> SomeAsync(ModelParts parts, SomeQuestion question)
    {
        var answers = await parts.AskAsync<SomeAnswer>(question);
        return await parts.MergeAsync(() => Merged(answers));
    }

    private static async Task<long[]> AllAsync(ModelParts parts, AllQuestion question)
    {
        var answers = await parts.AskAsync<AllAnswer>(question);
        return await parts.MergeAsync(() => Sorted(answers));
    }

    private static FrequencyMap Merged(IReadOnlyList<SomeAnswer> parts) => FrequencyMap.Merge([.. parts.Select(part => FrequencyMap.Decode(part.Values))]);

    private static long[] Sorted(IReadOnlyList<AllAnswer> parts)
    {
        var values = new long[parts.Sum(part => (long)part.N)];
        var at = 0;
        foreach (var part in parts)
        {
            PackedIntegers.Decode(part.Sorted).CopyTo(values, at);
            at += part.N;
        }

        RadixSort.Sort(values);
        return values;
    }

    private static SomeAnswer Some(SomeQuestion question, SegmentColumns columns) =>
        new(ValueBuckets.Pick(columns.Integers(question.Column), question.Buckets).Encode());

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

    /// <summary>Asks a model for the values that fall into some of the <see cref="ValueBuckets"/>. Asked once, it need not equal another like it.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.column.some.question")]
    public sealed record SomeQuestion([property: Id(0)] ColumnId Column, [property: Id(1)] long[] Buckets) : ModelQuestion;

    /// <summary>The values of a model that were asked for.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.column.some.answer")]
    public sealed record SomeAnswer([property: Id(0)] PackedFrequencies Values) : ModelAnswer;

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
