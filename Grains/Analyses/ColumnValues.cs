using LlmWorkload.Answers;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The values of a column of whole numbers, gathered from all models: some of them, or all. The answers are large, and not kept.</summary>
public static class ColumnValues
{
    /// <summary>Answers each of the questions.</summary>
    public static IEnumerable<ModelKernel> Kernels { get; } =
    [
        ModelKernel.For<SomeQuestion>(static (question, columns) => Some(question, columns), isKept: false),
        ModelKernel.For<AllQuestion>(static (question, columns) => All(question, columns), isKept: false),
    ];

    /// <summary>The values that fall into some of the <see cref="ValueBuckets"/>.</summary>
    public static async Task<FrequencyMap> SomeAsync(AnalysisScope scope, ColumnId column, long[] buckets)
    {
        var parts = await scope.AskModelsAsync<SomeAnswer>(new SomeQuestion(column, buckets));
        return await Task.Run(() => FrequencyMap.Merge([.. parts.Select(part => FrequencyMap.Decode(part.Values))]));
    }

    /// <summary>Every value that is not missing, ascending.</summary>
    public static async Task<long[]> AllAsync(AnalysisScope scope, ColumnId column)
    {
        var parts = await scope.AskModelsAsync<AllAnswer>(new AllQuestion(column));
        return await Task.Run(() => Sorted(parts));
    }

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
        return new AllAnswer(n, PackedIntegers.Encode(column[..n]));
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
    public sealed record AllAnswer([property: Id(0)] int N, [property: Id(1)] byte[] Sorted) : ModelAnswer;
}
