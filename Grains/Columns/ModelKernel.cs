using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>Answers one type of question from the columns of a log. Pure: no grain, no I/O.</summary>
/// <param name="QuestionType">The type of question.</param>
/// <param name="Answer">The function from question and columns to answer. The columns exist only while it runs.</param>
/// <param name="IsKept">Whether answers are kept until the rows change; false for large answers that are asked for once.</param>
/// <param name="Merge">
/// Merges the answers of a split model's parts. The result is to the last bit what <paramref name="Answer"/> makes of all rows. Null where
/// all rows are needed in one place.
/// </param>
internal sealed record ModelKernel(
    Type QuestionType,
    Func<ModelQuestion, SegmentColumns, ModelAnswer> Answer,
    bool IsKept,
    Func<ModelQuestion, ModelParts, Task<ModelAnswer>>? Merge)
{
    /// <summary>Makes a kernel of typed functions.</summary>
    public static ModelKernel For<TQuestion>(
        Func<TQuestion, SegmentColumns, ModelAnswer> answer,
        Func<TQuestion, ModelParts, Task<ModelAnswer>>? merge = null,
        bool isKept = true)
        where TQuestion : ModelQuestion => new(
            typeof(TQuestion),
            (question, columns) => answer((TQuestion)question, columns),
            isKept,
            merge is null ? null : (question, parts) => merge((TQuestion)question, parts));
}
