using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Columns;

/// <summary>Answers one type of question from the users of a partition. Pure: no grain, no I/O.</summary>
/// <param name="QuestionType">The type of question.</param>
/// <param name="Answer">The function from question and users to answer. The columns exist only while it runs.</param>
/// <param name="IsKept">Whether answers are kept until the rows change; false for large answers that are asked for once.</param>
internal sealed record PartitionKernel(Type QuestionType, Func<PartitionQuestion, PartitionColumns, PartitionAnswer> Answer, bool IsKept)
{
    /// <summary>Makes a kernel of a typed function.</summary>
    public static PartitionKernel For<TQuestion>(Func<TQuestion, PartitionColumns, PartitionAnswer> answer, bool isKept = true)
        where TQuestion : PartitionQuestion =>
        new(typeof(TQuestion), (question, columns) => answer((TQuestion)question, columns), isKept);
}
