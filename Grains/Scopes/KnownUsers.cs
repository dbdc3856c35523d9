using LlmWorkload.Columns;
using LlmWorkload.Users;

namespace LlmWorkload.Scopes;

/// <summary>Which of some users a partition has, and their rounds.</summary>
internal static class KnownUsers
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly PartitionKernel Kernel = PartitionKernel.For<Question>(
        static (question, columns) => new Answer(Find(question, columns.IdByHash)), isKept: false);

    /// <summary>The id of the user that a user of a round is a part of: what stands before the last <c>@</c>; null for none.</summary>
    public static string? WithoutRound(string user) => user.LastIndexOf('@') is >= 0 and var at ? user[..at] : null;

    private static Dictionary<ulong, string> Find(Question question, IReadOnlyDictionary<ulong, string> idByHash)
    {
        var wanted = question.Users.ToHashSet(StringComparer.Ordinal);
        return idByHash.Where(user => wanted.Contains(user.Value)
            || (question.HasRounds && WithoutRound(user.Value) is { } id && wanted.Contains(id))).ToDictionary();
    }

    /// <summary>Asks a partition for some users. It is asked once, so questions with equal lists need not be equal.</summary>
    /// <param name="Users">The ids.</param>
    /// <param name="HasRounds">Whether users have rounds, which are meant, too.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.scope.users.question")]
    public sealed record Question([property: Id(0)] string[] Users, [property: Id(1)] bool HasRounds) : PartitionQuestion;

    /// <summary>Hash → id of those that it has.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.scope.users.answer")]
    public sealed record Answer([property: Id(0)] Dictionary<ulong, string> Ids) : PartitionAnswer;
}
