using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;
using LlmWorkload.Users;

[assembly: Analysis(typeof(ModelDiversity))]

namespace LlmWorkload.Analyses;

/// <summary>
/// How many models users ask: distinct models in consecutive windows of a user's requests, over all windows of the users with enough
/// requests.
/// </summary>
internal sealed class ModelDiversity : IAnalysis
{
    private const int BoxedUsers = 50;
    private const int LeastBoxedWindows = 2;

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("diversity");

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels =>
        [PartitionKernel.For<Question>(static (question, columns) => Describe(question, columns))];

    /// <inheritdoc/>
    /// <exception cref="WorkloadException">The window is below 1, or there is no such size class.</exception>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var (window, minRequests, sizeClass) = (data.Options.Window, data.Options.MinRequests, data.Options.SizeClass);
        Check(window, sizeClass);
        var answers = await data.AskPartitionsAsync<Answer>(new Question(window, minRequests, sizeClass, BoxedUsers));
        var users = answers.Sum(answer => answer.Users);
        var map = FrequencyMap.Merge([.. answers.Select(answer => answer.Windows)]);
        var statistics = Summaries.Of(map);
        var summary = JsonText.Object(json =>
        {
            json.WriteNumber("window", window);
            json.WriteNumber("min_requests", minRequests);
            if (sizeClass is not null) json.WriteString("size_class", sizeClass);
            json.WriteNumber("users", users);
            json.WriteNumber("windows", map.N);
            json.Number("mean", statistics.Mean);
            json.Number("median", statistics.Median);
            json.Number("p95", statistics.P95);
            json.Number("min", statistics.Min);
            json.Number("max", statistics.Max);
        });
        var boxed = Top(answers.SelectMany(answer => answer.Top), user => (user.Models.N, user.Requests, user.User), BoxedUsers);
        return new AnalysisRun(summary, [.. Figures(window, users, map, statistics, boxed)]);
    }

    private static void Check(int window, string? sizeClass)
    {
        if (window < 1) throw new WorkloadException($"The window is {window} requests; expected 1 or more.") { IsInput = true };
        if (sizeClass is not null && !Analyses.SizeClass.Names.Contains(sizeClass))
            throw new WorkloadException($"There is no size class '{sizeClass}'. There are: "
                + $"{string.Join(", ", Analyses.SizeClass.Names)}.")
            { IsInput = true };
    }

    private IEnumerable<FigurePlan> Figures(int window, long users, FrequencyMap map, Statistics statistics, UserWindows[] boxed)
    {
        var (distribution, byUser) = ($"{Info.Folder}/diversity", $"{Info.Folder}/diversity_by_user");
        if (map.N > 0)
            yield return FigurePlan.Of(
                distribution, () => ModelDiversityFigures.Distribution(distribution, window, users, map, statistics))
                .Unless(map.N == 1 ? "There is one window." : null, WorthDrawing.OneValue(statistics, "windows' distinct models"));
        if (boxed.Length > 0) yield return FigurePlan.Of(byUser, () => ModelDiversityFigures.ByUser(byUser, window, boxed))
                .Unless(WorthDrawing.OnlyOne(boxed.Length, "user with at least 2 windows"));
    }

    private static Answer Describe(Question question, PartitionColumns columns)
    {
        var order = UserOrder.Of(columns.Rows);
        var (models, modelOf) = columns.Rows.Hashes(ColumnId.Model);
        var (hashes, requests) = (order.Users, order.Requests());
        var users = Enumerable.Range(0, hashes.Length).Where(user => Covers(question, requests[user])).ToArray();
        var windows = DiversityWindows.Count(order, users, modelOf, models.Length, question.Window);
        var candidates = Enumerable.Range(0, users.Length).Where(i => windows[i].Length >= LeastBoxedWindows);
        var boxed = Top(candidates, i => (windows[i].Length, requests[users[i]], columns.IdOf(hashes[users[i]])), question.Most);
        return new Answer(
            users.Length,
            FrequencyMap.Pack([.. windows.SelectMany(counts => counts)]),
            Array.ConvertAll(boxed, i => new UserWindows(columns.IdOf(hashes[users[i]]), requests[users[i]], Summaries.Of(windows[i]))));
    }

    // A user without a row does not count: a hash can be in a dictionary and in no row.
    private static bool Covers(Question question, long requests) =>
        requests > 0 && requests >= question.MinRequests && (question.SizeClass is null || SizeClass.Of(requests) == question.SizeClass);

    private static T[] Top<T>(IEnumerable<T> users, Func<T, (long Windows, long Requests, string Id)> key, int most) =>
    [
        .. users
            .Select(user => (User: user, Key: key(user)))
            .OrderByDescending(each => each.Key.Windows)
            .ThenByDescending(each => each.Key.Requests)
            .ThenBy(each => each.Key.Id, StringComparer.Ordinal)
            .Take(most)
            .Select(each => each.User),
    ];

    /// <summary>Asks a partition for the diversity of its users.</summary>
    /// <param name="Window">Requests of a window.</param>
    /// <param name="MinRequests">Requests that a user needs to count.</param>
    /// <param name="SizeClass">The class that a user must be in to count; null for any.</param>
    /// <param name="Most">The most users to describe one by one.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.diversity.question")]
    public sealed record Question(
        [property: Id(0)] int Window,
        [property: Id(1)] long MinRequests,
        [property: Id(2)] string? SizeClass,
        [property: Id(3)] int Most) : PartitionQuestion;

    /// <summary>The diversity of a partition's users.</summary>
    /// <param name="Users">Users that count.</param>
    /// <param name="Windows">Distinct models per window, over all of their windows.</param>
    /// <param name="Top">The users with the most windows, of those with two or more.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.diversity.answer")]
    public sealed record Answer(
        [property: Id(0)] long Users,
        [property: Id(1)] PackedFrequencies Windows,
        [property: Id(2)] UserWindows[] Top) : PartitionAnswer;

    /// <summary>One user's diversity.</summary>
    /// <param name="User">The user's id.</param>
    /// <param name="Requests">The user's requests.</param>
    /// <param name="Models">Distinct models per window.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.diversity.user")]
    public sealed record UserWindows(
        [property: Id(0)] string User,
        [property: Id(1)] long Requests,
        [property: Id(2)] Statistics Models);
}
