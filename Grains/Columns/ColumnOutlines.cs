using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>The outlines of columns of whole numbers. Statistics over several holders of rows begin with them.</summary>
internal static class ColumnOutlines
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(static (question, columns) =>
        new Answer(columns.Rows, Array.ConvertAll(question.Columns, column => columns.Of(column, ColumnOutline.Of))));

    /// <summary>The rows and the outlines of all parts together, the outlines in the order of the columns.</summary>
    public static async Task<(long Rows, ColumnOutline[] Outlines)> AskAsync(ModelParts parts, params ColumnId[] columns)
    {
        var answers = await parts.AskAsync<Answer>(new Question(columns));
        return await parts.MergeAsync(() => (
            answers.Sum(answer => answer.Rows),
            columns.Select((_, column) => ColumnOutline.Merge([.. answers.Select(answer => answer.Outlines[column])])).ToArray()));
    }

    /// <summary>Asks a part for the outlines of columns. Questions with equal lists are equal.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.column.outlines.question")]
    public sealed record Question([property: Id(0)] ColumnId[] Columns) : ModelPartQuestion
    {
        /// <inheritdoc/>
        public bool Equals(Question? other) => other is not null && Columns.AsSpan().SequenceEqual(other.Columns);

        /// <inheritdoc/>
        public override int GetHashCode() => ListHashCode.Of<ColumnId>(Columns);
    }

    /// <summary>A part's rows and outlines.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.column.outlines.answer")]
    public sealed record Answer([property: Id(0)] long Rows, [property: Id(1)] ColumnOutline[] Outlines) : ModelAnswer;
}
