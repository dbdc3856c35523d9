using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>
/// The questions about clients. The rows of a user can lie in several parts of a split model, so these need all rows in one place. A
/// partition has all rows of its users.
/// </summary>
internal static class ClientKernels
{
    /// <summary>Those of models.</summary>
    public static IEnumerable<ModelKernel> OfModels { get; } = [
        ModelKernel.For<Question>(static (_, columns) => Count(columns)),
        ModelKernel.For<FewQuestion>(static (question, columns) => PickAll(question, columns), isKept: false),
        ModelKernel.For<EntriesQuestion>(static (question, columns) => Pick(question, columns), isKept: false),
        ModelKernel.For<TallyQuestion>(
            static (_, columns) => new TallyAnswer(ClientTally.Of(columns, UserOrder.Of(columns))), isKept: false),
    ];

    /// <summary>That of partitions.</summary>
    public static PartitionKernel OfPartitions { get; } = PartitionKernel.For<OverallQuestion>(
        static (question, columns) => Describe(question, columns), isKept: false);

    private static Answer Count(SegmentColumns columns)
    {
        var order = UserOrder.Of(columns);
        var (users, requests) = (order.Users, order.Requests());
        var candidates = Candidates(requests);
        return new Answer(
            ClientNumbers.Of(ClientTally.Of(columns, order)), Array.ConvertAll(candidates, user => users[user]),
            Array.ConvertAll(candidates, user => requests[user]));
    }

    private static EntriesAnswer Pick(EntriesQuestion question, SegmentColumns columns)
    {
        var order = UserOrder.Of(columns);
        var places = order.Users.Index().ToDictionary(each => each.Item, each => each.Index);
        return new EntriesAnswer(
            ClientEntry.Of(columns, order, Array.ConvertAll(question.Users, user => places[user]), question.Window));
    }

    private static FewAnswer PickAll(FewQuestion question, SegmentColumns columns)
    {
        var order = UserOrder.Of(columns);
        var users = order.Users.AsSpan(0, Math.Min(order.Users.Length, ClientEntry.Most)).ToArray();
        int[] places = [.. Enumerable.Range(0, users.Length)];
        return new FewAnswer(users, ClientEntry.Of(columns, order, places, question.Window));
    }

    private static OverallAnswer Describe(OverallQuestion question, PartitionColumns columns)
    {
        var order = UserOrder.Of(columns.Rows);
        var requests = order.Requests();
        var users = order.Users;
        (int User, string Id)[] top =
        [
            .. Candidates(requests).Select(user => (User: user, Id: columns.IdOf(users[user])))
                .OrderByDescending(each => requests[each.User]).ThenBy(each => each.Id, StringComparer.Ordinal).Take(ClientEntry.Most),
        ];
        return new OverallAnswer(
            ClientTally.Of(columns.Rows, order), Array.ConvertAll(top, each => each.Id),
            ClientEntry.Of(columns.Rows, order, Array.ConvertAll(top, each => each.User), question.Window));
    }

    // The ids decide between users with as many requests, and models do not know them. So all of these may be among the first.
    private static int[] Candidates(int[] requests)
    {
        var least = requests.Length <= ClientEntry.Most ? 0 : requests.OrderDescending().ElementAt(ClientEntry.Most - 1);
        return [.. Enumerable.Range(0, requests.Length).Where(user => requests[user] >= least)];
    }

    /// <summary>Asks a model for its clients.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.clients.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>The clients of a model.</summary>
    /// <param name="Numbers">Their numbers.</param>
    /// <param name="Users">The hashes of those that may be among the first, in any order.</param>
    /// <param name="Requests">The requests of each of these.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.clients.answer")]
    public sealed record Answer(
        [property: Id(0)] ClientNumbers Numbers, [property: Id(1)] ulong[] Users, [property: Id(2)] int[] Requests) : ModelAnswer;

    /// <summary>Asks a model that has no more clients than are listed for all of them. Many such models are asked together.</summary>
    /// <param name="Window">The width of a window of variation in ticks.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.clients.few.question")]
    public sealed record FewQuestion([property: Id(0)] long Window) : ModelQuestion;

    /// <summary>The clients of a model, in any order.</summary>
    /// <param name="Users">The hashes of the users.</param>
    /// <param name="Entries">What each has.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.clients.few.answer")]
    public sealed record FewAnswer([property: Id(0)] ulong[] Users, [property: Id(1)] ClientEntry[] Entries) : ModelAnswer;

    /// <summary>Asks a model for some of its clients. It is asked once, so questions with equal lists need not be equal.</summary>
    /// <param name="Users">The hashes of the users.</param>
    /// <param name="Window">The width of a window of variation in ticks.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.clients.entries.question")]
    public sealed record EntriesQuestion([property: Id(0)] ulong[] Users, [property: Id(1)] long Window) : ModelQuestion;

    /// <summary>The clients that were asked for, in their order.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.clients.entries.answer")]
    public sealed record EntriesAnswer([property: Id(0)] ClientEntry[] Entries) : ModelAnswer;

    /// <summary>Asks a model what each of its clients has.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.clients.tally.question")]
    public sealed record TallyQuestion : ModelQuestion;

    /// <summary>What each client has.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.clients.tally.answer")]
    public sealed record TallyAnswer([property: Id(0)] ClientTally Tally) : ModelAnswer;

    /// <summary>Asks a partition what its clients have over all models.</summary>
    /// <param name="Window">The width of a window of variation in ticks.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.clients.overall.question")]
    public sealed record OverallQuestion([property: Id(0)] long Window) : PartitionQuestion;

    /// <summary>What the clients of a partition have.</summary>
    /// <param name="Tally">What each has.</param>
    /// <param name="Ids">The ids of the users with the most requests, then by id.</param>
    /// <param name="Top">These clients.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.clients.overall.answer")]
    public sealed record OverallAnswer(
        [property: Id(0)] ClientTally Tally, [property: Id(1)] string[] Ids, [property: Id(2)] ClientEntry[] Top) : PartitionAnswer;
}
