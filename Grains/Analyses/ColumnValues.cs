using LlmWorkload.Answers;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The values of a model's columns, for analyses that need them from all models at once. Answers are large, and not kept.</summary>
public static class ColumnValues
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(static (question, columns) => new Answer(Read(question, columns).Encode()), isKept: false);

    private static FrequencyMap Read(Question question, SegmentColumns columns)
    {
        var column = columns.Integers(question.Column);
        return question.Buckets is { } buckets ? ValueBuckets.Pick(column, buckets) : FrequencyMap.Of(column);
    }

    /// <summary>Gathers values from every model.</summary>
    public static async Task<FrequencyMap> GatherAsync(AnalysisScope scope, Question question)
    {
        var parts = await scope.AskModelsAsync<Answer>(question);
        return await Task.Run(() => FrequencyMap.Merge([.. parts.Select(part => FrequencyMap.Decode(part.Values))]));
    }

    /// <summary>Asks a model for the values of a column.</summary>
    /// <param name="Column">A column of whole numbers.</param>
    /// <param name="Buckets">Those of <see cref="ValueBuckets"/> whose values are wanted; null for all values.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.column.values.question")]
    public sealed record Question([property: Id(0)] ColumnId Column, [property: Id(1)] long[]? Buckets = null) : ModelQuestion;

    /// <summary>The values of a model.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.column.values.answer")]
    public sealed record Answer([property: Id(0)] PackedFrequencies Values) : ModelAnswer;
}
