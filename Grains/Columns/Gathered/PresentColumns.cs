using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>Which columns have a value in any row.</summary>
internal static class PresentColumns
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => new Answer(Array.ConvertAll(question.Columns, column => IsPresent(column, columns))),
        static async (question, parts) => Any(question, await parts.AskAsync<Answer>(question)));

    /// <summary>Which of the columns a row of any model has a value in.</summary>
    /// <param name="models">The holders of rows to ask.</param>
    /// <param name="columns">The columns.</param>
    public static async Task<bool[]> OfAsync(IModelAnswers models, params ColumnId[] columns)
    {
        var question = new Question(columns);
        return Any(question, await models.AskAsync<Answer>(question)).ArePresent;
    }

    private static bool IsPresent(ColumnId column, SegmentColumns columns)
    {
        if (!columns.Has(column)) return false;
        switch (column)
        {
            case ColumnId.User:
                return columns.WithoutHash(column) < columns.Rows;
            case ColumnId.Function or ColumnId.Instance or ColumnId.Session or ColumnId.Status or ColumnId.Label:
                return columns.WithoutText(column) < columns.Rows;
            case ColumnId.Blocks:
                return !columns.Lists(column).Values.IsEmpty;
            default:
                return columns.Of(column, static values => values.ContainsAnyExcept(Missing.Value));
        }
    }

    private static Answer Any(Question question, IReadOnlyList<Answer> answers) =>
        new([.. question.Columns.Select((_, at) => answers.Any(answer => answer.ArePresent[at]))]);

    /// <summary>Asks a model which columns have a value in any of its rows.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.columns.present.question")]
    public sealed record Question([property: Id(0)] ColumnId[] Columns) : ModelQuestion
    {
        /// <inheritdoc/>
        public bool Equals(Question? other) => other is not null && Columns.AsSpan().SequenceEqual(other.Columns);

        /// <inheritdoc/>
        public override int GetHashCode() => ListHashCode.Of<ColumnId>(Columns);
    }

    /// <summary>For each of the columns whether any row has a value in it.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.columns.present.answer")]
    public sealed record Answer([property: Id(0)] bool[] ArePresent) : ModelAnswer;
}
