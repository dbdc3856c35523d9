using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>The distinct users of a split model. A user can have rows in several of its parts.</summary>
internal static class DistinctUsers
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (_, columns) => new Answer(columns.Hashes(ColumnId.User).Values));

    /// <summary>How many there are.</summary>
    public static async Task<long> CountAsync(ModelParts parts)
    {
        var answers = await parts.AskAsync<Answer>(new Question());
        return await parts.MergeAsync(() =>
        {
            var users = new HashSet<ulong>();
            foreach (var answer in answers) users.UnionWith(answer.Hashes);
            return users.Count;
        });
    }

    /// <summary>Asks a part for its users.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.model.users.question")]
    public sealed record Question : ModelPartQuestion;

    /// <summary>The hashes of the distinct users' ids.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.model.users.answer")]
    public sealed record Answer([property: Id(0)] ulong[] Hashes) : ModelAnswer;
}
