using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>
/// The questions about the clients of a pool. The rows of a user can lie in several parts of a split model, so these need all rows of the
/// model in one place.
/// </summary>
internal static class PoolKernels
{
    /// <summary>Answers each of the questions.</summary>
    public static IEnumerable<ModelKernel> All { get; } = [
        ModelKernel.For<Question>(static (_, columns) => Plan(columns), isKept: false),
        ModelKernel.For<ClientsQuestion>(static (question, columns) => Read(question, columns), isKept: false),
        ModelKernel.For<RestQuestion>(static (_, columns) => new ChunksAnswer([new PoolRows(columns).Rest()]), isKept: false),
    ];

    private static Answer Plan(SegmentColumns columns)
    {
        if (columns.Rows == 0) return new Answer(Missing.Value, Missing.Value, 0, [], []);
        var rows = new PoolRows(columns);
        var clients = rows.Clients();
        var (users, requests) = (new ulong[clients.Count], new long[clients.Count]);
        for (var i = 0; i < users.Length; i++) (users[i], requests[i]) = (rows.Users[clients[i]], rows.Requests(clients[i]));
        var (first, last) = Extremes.Of(columns.Integers(ColumnId.Started));
        return new Answer(first, last, columns.Rows, users, requests);
    }

    private static ChunksAnswer Read(ClientsQuestion question, SegmentColumns columns)
    {
        var rows = new PoolRows(columns);
        var places = rows.Users.Index().ToDictionary(each => each.Item, each => each.Index);
        var chunks = new PoolChunk[question.Users.Length];
        for (var i = 0; i < chunks.Length; i++) chunks[i] = rows.Chunk(places[question.Users[i]]);
        return new ChunksAnswer(chunks);
    }

    /// <summary>Asks a model for the clients of its pool.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.pool.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>The clients of a model's pool.</summary>
    /// <param name="First">The first start in UTC ticks; missing without rows.</param>
    /// <param name="Last">The last start.</param>
    /// <param name="Rows">The rows of the model.</param>
    /// <param name="Users">The hashes of the clients, in any order.</param>
    /// <param name="Requests">The requests of each.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.pool.answer")]
    public sealed record Answer(
        [property: Id(0)] long First,
        [property: Id(1)] long Last,
        [property: Id(2)] long Rows,
        [property: Id(3)] ulong[] Users,
        [property: Id(4)] long[] Requests) : ModelAnswer;

    /// <summary>
    /// Asks a model for what some clients send. Questions with equal lists are equal: one that is asked again before it is answered shares
    /// the computation.
    /// </summary>
    /// <param name="Users">The hashes of the clients.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.pool.clients.question")]
    public sealed record ClientsQuestion([property: Id(0)] ulong[] Users) : ModelQuestion
    {
        /// <inheritdoc/>
        public bool Equals(ClientsQuestion? other) => other is not null && Users.AsSpan().SequenceEqual(other.Users);

        /// <inheritdoc/>
        public override int GetHashCode() => ListHashCode.Of<ulong>(Users);
    }

    /// <summary>Asks a model for what is in no counted window of a client.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.pool.rest.question")]
    public sealed record RestQuestion : ModelQuestion;

    /// <summary>What was asked for, in that order.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.pool.chunks.answer")]
    public sealed record ChunksAnswer([property: Id(0)] PoolChunk[] Chunks) : ModelAnswer;
}
