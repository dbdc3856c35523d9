using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>
/// The starts and ends of some users. Only models know durations, and a user can have rows in many models. So all models are asked for a
/// slice of the users, and then for another, so that few users are in memory at once.
/// </summary>
internal static class UserIntervals
{
    /// <summary>Answers <see cref="Question"/>.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => Gather(question, columns),
        static async (question, parts) =>
        {
            var answers = await parts.AskAsync<Answer>(question);
            return await parts.MergeAsync(() => Merge(answers));
        },
        isKept: false);

    /// <summary>Goes through the users of several answers, by hash.</summary>
    /// <param name="answers">Answers to one question.</param>
    /// <param name="visit">
    /// Gets the hash of a user, the user's requests, and the starts and ends of those that last, each ascending.
    /// </param>
    public static void Visit(IReadOnlyList<Answer> answers, Action<ulong, DurationCounts, long[], long[]> visit)
    {
        var opened = answers.Select(answer => new Opened(answer)).ToList();
        var users = opened.SelectMany(answer => answer.Users).OrderBy(user => user.Hash).ToList();
        for (int from = 0, end; from < users.Count; from = end)
        {
            var (counts, starts, ends) = (default(DurationCounts), new List<long>(), new List<long>());
            for (end = from; end < users.Count && users[end].Hash == users[from].Hash; end++)
            {
                var user = users[end];
                counts += user.Counts;
                starts.AddRange(user.Of.Starts.AsSpan(user.First, (int)user.Counts.Intervals));
                ends.AddRange(user.Of.Ends.AsSpan(user.First, (int)user.Counts.Intervals));
            }

            visit(users[from].Hash, counts, Sorted(starts), Sorted(ends));
        }
    }

    private static Answer Gather(Question question, SegmentColumns columns)
    {
        var (users, userOf) = columns.Hashes(ColumnId.User);
        var started = columns.Integers(ColumnId.Started);
        var durations = Intervals.Durations(columns);
        var counts = new DurationCounts[users.Length];
        for (var row = 0; row < userOf.Length; row++)
        {
            var user = userOf[row];
            var isAsked = user >= 0 && users[user] % (ulong)question.Slices == (ulong)question.Slice;
            if (isAsked) counts[user] = counts[user].With(durations[row]);
            if (!isAsked || durations[row] <= 0) userOf[row] = -1;
        }

        int[] asked = [.. Enumerable.Range(0, users.Length).Where(user => counts[user].Requests > 0).OrderBy(user => users[user])];
        var order = UserOrder.Of(users, userOf, started, columns.Scratch);
        var intervals = (int)asked.Sum(user => counts[user].Intervals);
        var starts = columns.Scratch.Rent<long>(intervals);
        var ends = columns.Scratch.Rent<long>(intervals);
        var at = 0;
        foreach (var user in asked)
        {
            var rows = order.Rows(user);
            order.Started(user).CopyTo(starts[at..]);
            var own = ends.Slice(at, rows.Length);
            for (var i = 0; i < rows.Length; i++) own[i] = Intervals.End(started[rows[i]], durations[rows[i]]);
            own.Sort();
            at += rows.Length;
        }

        return new Answer(
            Array.ConvertAll(asked, user => users[user]), Array.ConvertAll(asked, user => counts[user]), PackedIntegers.Encode(starts),
            PackedIntegers.Encode(ends));
    }

    private static Answer Merge(IReadOnlyList<Answer> answers)
    {
        var (users, counts) = (new List<ulong>(), new List<DurationCounts>());
        var (starts, ends) = (new List<long>(), new List<long>());
        Visit(answers, (user, of, began, ended) =>
        {
            users.Add(user);
            counts.Add(of);
            starts.AddRange(began);
            ends.AddRange(ended);
        });
        return new Answer([.. users], [.. counts], PackedIntegers.Encode([.. starts]), PackedIntegers.Encode([.. ends]));
    }

    private static long[] Sorted(List<long> values)
    {
        long[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>Asks a model for the users of a slice.</summary>
    /// <param name="Slice">The users whose hash has this rest.</param>
    /// <param name="Slices">What hashes are divided by.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.users.question")]
    public sealed record Question([property: Id(0)] int Slice, [property: Id(1)] int Slices) : ModelQuestion;

    /// <summary>The users of a slice.</summary>
    /// <param name="Users">Their hashes, ascending.</param>
    /// <param name="Counts">The requests of each.</param>
    /// <param name="Starts">The starts of those that last, user by user, ascending for each; packed.</param>
    /// <param name="Ends">Their ends alike.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.concurrency.users.answer")]
    public sealed record Answer(
        [property: Id(0)] ulong[] Users, [property: Id(1)] DurationCounts[] Counts, [property: Id(2)] byte[] Starts,
        [property: Id(3)] byte[] Ends) : ModelAnswer;

    private sealed class Opened(Answer answer)
    {
        public long[] Starts { get; } = PackedIntegers.Decode(answer.Starts);

        public long[] Ends { get; } = PackedIntegers.Decode(answer.Ends);

        public IEnumerable<OfUser> Users
        {
            get
            {
                var first = 0;
                for (var user = 0; user < answer.Users.Length; user++)
                {
                    yield return new OfUser(answer.Users[user], answer.Counts[user], this, first);
                    first += (int)answer.Counts[user].Intervals;
                }
            }
        }
    }

    private readonly record struct OfUser(ulong Hash, DurationCounts Counts, Opened Of, int First);
}
