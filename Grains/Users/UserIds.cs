using LlmWorkload.Columns;

namespace LlmWorkload.Users;

/// <summary>The ids of users that are known by their hash. Only the users' partitions keep the texts.</summary>
internal static class UserIds
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly PartitionKernel Kernel = PartitionKernel.For<Question>(static (question, columns) =>
        new Answer(question.Hashes.Where(columns.IdByHash.ContainsKey).ToDictionary(hash => hash, hash => columns.IdByHash[hash])));

    // A partition with more ids looks at the first of them alone: a suggestion must not take longer than an answer.
    private const int MostLookedAt = 20_000;

    /// <summary>Answers <see cref="NearestQuestion"/>.</summary>
    public static readonly PartitionKernel NearestKernel = PartitionKernel.For<NearestQuestion>(static (question, columns) =>
        new NearestAnswer(NearestName.OrPartOf(question.Word, [.. columns.IdByHash.Take(MostLookedAt).Select(user => user.Value)])),
        isKept: false);

    /// <summary>The ids of users. Each partition is asked once, for its own users.</summary>
    /// <param name="hashes">The hashes of the users; they may repeat.</param>
    /// <param name="partitions">How many partitions the dataset has.</param>
    /// <param name="askAsync">Asks the partition of a user.</param>
    /// <returns>Hash → id; without users whose id has not come yet.</returns>
    public static async Task<Dictionary<ulong, string>> OfAsync(
        IEnumerable<ulong> hashes, int partitions, Func<ulong, Question, Task<Answer>> askAsync)
    {
        var answers = await Task.WhenAll(hashes.Distinct().Order().GroupBy(hash => GrainKeys.PartitionOf(hash, partitions))
            .Select(users => askAsync(users.First(), new Question([.. users]))));
        return answers.SelectMany(answer => answer.Ids).ToDictionary();
    }

    /// <summary>A user's id among those found, or the hash itself while the id has not come.</summary>
    public static string Of(Dictionary<ulong, string> found, ulong user) => found.GetValueOrDefault(user, $"{user:x16}");

    /// <summary>Asks a partition for the ids of its own users among those listed. Questions with equal lists are equal.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.users.names.question")]
    public sealed record Question([property: Id(0)] ulong[] Hashes) : PartitionQuestion
    {
        /// <inheritdoc/>
        public bool Equals(Question? other) => other is not null && Hashes.AsSpan().SequenceEqual(other.Hashes);

        /// <inheritdoc/>
        public override int GetHashCode() => ListHashCode.Of<ulong>(Hashes);
    }

    /// <summary>Hash → id of the partition's own users among those asked for.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.users.names.answer")]
    public sealed record Answer([property: Id(0)] Dictionary<ulong, string> Ids) : PartitionAnswer;

    /// <summary>Asks a partition for the id that is nearest to a word that is none.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.users.nearest.question")]
    public sealed record NearestQuestion([property: Id(0)] string Word) : PartitionQuestion;

    /// <summary>The nearest id of the partition; null where none is near.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.users.nearest.answer")]
    public sealed record NearestAnswer([property: Id(0)] string? Id) : PartitionAnswer;
}
