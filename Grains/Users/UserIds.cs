using LlmWorkload.Columns;

namespace LlmWorkload.Users;

/// <summary>The ids of users that are known by their hash. Only the users' partitions keep the texts.</summary>
internal static class UserIds
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly PartitionKernel Kernel = PartitionKernel.For<Question>(static (question, columns) =>
        new Answer(question.Hashes.Where(columns.IdByHash.ContainsKey).ToDictionary(hash => hash, hash => columns.IdByHash[hash])));

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
}
