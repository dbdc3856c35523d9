using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Answers;

/// <summary>Answers one type of question from the columns of a log. Pure: no grain, no I/O.</summary>
/// <param name="QuestionType">The type of question.</param>
/// <param name="Answer">The function from question and columns to answer. The columns live no longer than it runs.</param>
/// <param name="IsKept">Whether answers are kept until the rows change: not where they are large and asked for once.</param>
public sealed record ModelKernel(Type QuestionType, Func<ModelQuestion, SegmentColumns, ModelAnswer> Answer, bool IsKept)
{
    /// <summary>Makes a kernel of a typed function.</summary>
    public static ModelKernel For<TQuestion>(Func<TQuestion, SegmentColumns, ModelAnswer> answer, bool isKept = true)
        where TQuestion : ModelQuestion =>
        new(typeof(TQuestion), (question, columns) => answer((TQuestion)question, columns), isKept);
}
