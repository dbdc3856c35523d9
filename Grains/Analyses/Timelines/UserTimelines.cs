using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Segments;
using LlmWorkload.Users;

[assembly: Analysis(typeof(UserTimelines))]

namespace LlmWorkload.Analyses;

/// <summary>
/// When a user accessed which model, for the users drawn: the users named, or of the users with 8 or more models those with the most
/// requests. Each has up to 240 models, sampled with a fixed seed.
/// </summary>
internal sealed class UserTimelines : IAnalysis
{
    private const int LeastModels = 8;

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("user-timelines");

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels =>
    [
        PartitionKernel.For<UsersQuestion>(static (question, columns) => Users(question, columns)),
        PartitionKernel.For<TimelineQuestion>(static (question, columns) => Timeline(question, columns)),
    ];

    /// <inheritdoc/>
    /// <exception cref="WorkloadException">A user that was named does not exist.</exception>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var (drawn, skipped) = await ChooseAsync(data);
        var summary = JsonText.Object(json =>
        {
            json.List("users", drawn.Select(user => user.Count), (item, user) =>
            {
                item.WriteString("id", user.User);
                item.WriteNumber("requests", user.Requests);
                item.WriteNumber("models", user.Models);
                item.WriteNumber("models_drawn", Math.Min(user.Models, AccessTimeline.MostMembers));
            });
            json.List("skipped", skipped.Select(user => user.Count), (item, user) =>
            {
                item.WriteString("id", user.User);
                item.WriteString("reason", $"fewer than {LeastModels} models");
            });
        });
        var files = FigureNames.Unique(drawn.Select(user => (user.Count.User, user.Count.User)));
        return new AnalysisRun(summary, [.. drawn.Select(user => Plan(data, user, $"{Info.Folder}/{files[user.Count.User]}"))]);
    }

    // Users with too few models are skipped, whether they were named or are among the top ones by requests.
    private static async Task<(List<User> Drawn, List<User> Skipped)> ChooseAsync(AnalysisData data)
    {
        var named = data.Options.Users.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var most = named.Length > 0 ? named.Length : data.Options.Top ?? int.MaxValue;
        if (most == 0) return ([], []);
        var answers = await data.AskPartitionsAsync<UsersAnswer>(new UsersQuestion(most, data.Options.Users));
        var users = ByRequests(answers.SelectMany(answer => answer.Users)).ToList();
        foreach (var name in named)
        {
            if (!users.Exists(user => user.Count.User == name))
                throw new WorkloadException($"The dataset '{data.Catalog.Name}' has no user '{name}'.") { IsInput = true };
        }

        return ([.. users.Where(HasModels).Take(most)], [.. users.Take(most).Where(user => !HasModels(user))]);
    }

    private static FigurePlan Plan(AnalysisData data, User user, string path) => new(path, async () =>
    {
        var answer = await data.AskPartitionAsync<TimelineAnswer>(user.Hash, new TimelineQuestion(user.Hash, AccessTimeline.MostMembers));
        var timeline = answer.Timeline ?? throw new InvalidOperationException(
            $"The partition of user {user.Count.User} has no rows of it.");
        var models = Array.ConvertAll(timeline.Hashes, new Converter<ulong, CatalogModel>(data.Catalog.ModelByHash()));
        return await Task.Run(() => TimelineFigures.Of(
            path, $"Requests by model, user {FigureNames.Label(user.Count.User)}", "model", timeline,
            Array.ConvertAll(models, model => model.Id), data.Options.ThinData, Array.ConvertAll(models, data.LabelOf)));
    });

    private static UsersAnswer Users(UsersQuestion question, PartitionColumns columns)
    {
        var (hashes, _) = columns.Rows.Hashes(ColumnId.User);
        var all = ByRequests(hashes.Zip(UserCounts.Of(columns), (hash, count) => new User(hash, count))
            .Where(user => user.Count.Requests > 0)).ToList();
        var named = question.Named.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet();
        return new UsersAnswer(named.Count > 0
            ? [.. all.Where(user => named.Contains(user.Count.User))]
            : [.. all.Take(question.Most).Union(all.Where(HasModels).Take(question.Most))]);
    }

    private static TimelineAnswer Timeline(TimelineQuestion question, PartitionColumns columns)
    {
        var (users, userOf) = columns.Rows.Hashes(ColumnId.User);
        var wanted = Array.IndexOf(users, question.User);
        if (wanted < 0) return new TimelineAnswer(null);
        var (models, modelOf) = columns.Rows.Hashes(ColumnId.Model);
        for (var row = 0; row < modelOf.Length; row++)
        {
            if (userOf[row] != wanted) modelOf[row] = -1;
        }

        return new TimelineAnswer(AccessTimeline.Of(columns.Rows.Integers(ColumnId.Started), models, modelOf, question.Most));
    }

    private static bool HasModels(User user) => user.Count.Models >= LeastModels;

    private static IEnumerable<User> ByRequests(IEnumerable<User> users) =>
        users.OrderByDescending(user => user.Count.Requests).ThenBy(user => user.Count.User, StringComparer.Ordinal);

    /// <summary>A user in the answer of a partition, with the hash, since the id may not have come yet.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.user-timelines.user")]
    public sealed record User([property: Id(0)] ulong Hash, [property: Id(1)] UserCount Count);

    /// <summary>Asks a partition for its top users by requests, overall and of those with enough models, or for those named.</summary>
    /// <param name="Most">How many of each.</param>
    /// <param name="Named">Ids separated by commas; empty for the top ones.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.user-timelines.users.question")]
    public sealed record UsersQuestion([property: Id(0)] int Most, [property: Id(1)] string Named) : PartitionQuestion;

    /// <summary>Users of a partition.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.user-timelines.users.answer")]
    public sealed record UsersAnswer([property: Id(0)] User[] Users) : PartitionAnswer;

    /// <summary>Asks a partition for the timeline of a user over at most <paramref name="Most"/> models.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.user-timelines.question")]
    public sealed record TimelineQuestion([property: Id(0)] ulong User, [property: Id(1)] int Most) : PartitionQuestion;

    /// <summary>The timeline of a user; null where the user is not the partition's.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.user-timelines.answer")]
    public sealed record TimelineAnswer([property: Id(0)] AccessTimeline? Timeline) : PartitionAnswer;
}
