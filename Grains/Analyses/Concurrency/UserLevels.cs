using System.Runtime.InteropServices;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>How many requests of each user are in progress at a time, over all models.</summary>
/// <param name="Mean">The means of the users.</param>
/// <param name="Max">The highest levels of the users.</param>
/// <param name="Top">The users with the most requests, then by id.</param>
internal sealed record UserLevels(Statistics Mean, Statistics Max, IReadOnlyList<(string Id, LevelNumbers Numbers)> Top)
{
    /// <summary>
    /// Requests that last which a user or an instance needs: a lone one is always alone, which says nothing.
    /// </summary>
    public const int LeastIntervals = 3;

    /// <summary>Users and instances that are listed.</summary>
    public const int Most = 100;

    /// <summary>Goes through the users.</summary>
    /// <param name="models">The holders of rows to ask.</param>
    /// <param name="slices">How many slices the users are cut into.</param>
    /// <param name="idsAsync">Finds the ids of users by their hashes.</param>
    public static async Task<UserLevels> OfAsync(
        IModelAnswers models, int slices, Func<IEnumerable<ulong>, Task<Func<ulong, string>>> idsAsync)
    {
        var (means, highest) = (new List<double>(), new List<long>());
        var top = new List<(string Id, LevelNumbers Numbers)>();
        for (var slice = 0; slice < slices; slice++)
        {
            var answers = await models.AskAsync<UserIntervals.Answer>(new UserIntervals.Question(slice, slices));
            var users = await models.MergeAsync(() => Swept(answers));
            means.AddRange(users.Select(user => user.Numbers.Mean).OfType<double>());
            highest.AddRange(users.Select(user => user.Numbers.Max).OfType<long>());

            // The ids decide between users with as many requests. Only those that may be among the first are asked for theirs.
            var least = Least([.. users.Select(user => user.Numbers), .. top.Select(user => user.Numbers)]);
            var candidates = users.FindAll(user => user.Numbers.Counts.Requests >= least);
            var idOf = await idsAsync(candidates.Select(user => user.User));
            top = [.. Ordered([.. top, .. candidates.Select(user => (idOf(user.User), user.Numbers))])];
        }

        means.Sort();
        highest.Sort();
        return new UserLevels(
            Summaries.OfSorted(CollectionsMarshal.AsSpan(means)), Summaries.OfSorted(CollectionsMarshal.AsSpan(highest)), top);
    }

    /// <summary>The first by requests, then by id.</summary>
    public static IEnumerable<(string Id, LevelNumbers Numbers)> Ordered(IEnumerable<(string Id, LevelNumbers Numbers)> several) =>
        several.OrderByDescending(each => each.Numbers.Counts.Requests).ThenBy(each => each.Id, StringComparer.Ordinal).Take(Most);

    private static List<(ulong User, LevelNumbers Numbers)> Swept(IReadOnlyList<UserIntervals.Answer> answers)
    {
        var users = new List<(ulong User, LevelNumbers Numbers)>();
        UserIntervals.Visit(answers, (user, counts, starts, ends) =>
        {
            if (counts.Intervals < LeastIntervals) return;
            var sweep = new LevelSweep();
            sweep.Add(starts, ends);
            users.Add((user, LevelNumbers.Of(counts, sweep.End())));
        });
        return users;
    }

    private static long Least(LevelNumbers[] numbers) => numbers.Length <= Most
        ? 0
        : numbers.Select(each => each.Counts.Requests).OrderDescending().ElementAt(Most - 1);
}
