using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>
/// The different sessions of a dataset. A session can have requests to several models. They are known by hashes, as users are.
/// </summary>
internal static class DistinctSessions
{
    /// <summary>Answers <see cref="Question"/>. The answers are large and are not kept.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => new Answer(Sorted(columns.Texts(ColumnId.Session).Values.Select(
            session => IdHash.Of(session, question.Seed)))),
        static async (question, parts) =>
        {
            var answers = await parts.AskAsync<Answer>(question);
            return await parts.MergeAsync(() => new Answer(Merged(answers)));
        },
        isKept: false);

    /// <summary>How many there are.</summary>
    /// <param name="models">The holders of rows to ask.</param>
    /// <param name="hashSeed">The seed of the hashes.</param>
    public static async Task<long> CountAsync(IModelAnswers models, long hashSeed)
    {
        var answers = await models.AskAsync<Answer>(new Question(hashSeed));
        return await models.MergeAsync(() => Merged(answers).Length);
    }

    private static ulong[] Merged(IReadOnlyList<Answer> answers) => Sorted(answers.SelectMany(answer => answer.Hashes));

    private static ulong[] Sorted(IEnumerable<ulong> hashes)
    {
        var sorted = new HashSet<ulong>(hashes).ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>Asks a model for its sessions.</summary>
    /// <param name="Seed">The seed of the hashes.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.overview.sessions.question")]
    public sealed record Question([property: Id(0)] long Seed) : ModelQuestion;

    /// <summary>The hashes of the different sessions, ascending.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.overview.sessions.answer")]
    public sealed record Answer([property: Id(0)] ulong[] Hashes) : ModelAnswer;
}
