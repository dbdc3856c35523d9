using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Answers;

/// <summary>Answers one type of question from the users of a partition. Pure: no grain, no I/O.</summary>
/// <param name="QuestionType">The type of question.</param>
/// <param name="Answer">The function from question and users to answer.</param>
public sealed record PartitionKernel(Type QuestionType, Func<PartitionQuestion, PartitionColumns, PartitionAnswer> Answer)
{
    /// <summary>Makes a kernel of a typed function.</summary>
    public static PartitionKernel For<TQuestion>(Func<TQuestion, PartitionColumns, PartitionAnswer> answer)
        where TQuestion : PartitionQuestion =>
        new(typeof(TQuestion), (question, columns) => answer((TQuestion)question, columns));
}
