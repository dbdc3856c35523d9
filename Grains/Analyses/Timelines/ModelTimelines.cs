using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

[assembly: Analysis(typeof(ModelTimelines))]

namespace LlmWorkload.Analyses;

/// <summary>
/// When users accessed a model: up to 240 users, sampled with a fixed seed, of each model with 20 or more users. The numbers are of all
/// models, the figures of the models drawn.
/// </summary>
internal sealed class ModelTimelines : IAnalysis
{
    private const int LeastUsers = 20;

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("model-timelines");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels =>
    [
        ModelKernel.For<UsersQuestion>(
            static (_, columns) => new UsersAnswer(columns.Hashes(ColumnId.User).Values.Length),
            static async (_, parts) => new UsersAnswer(await DistinctUsers.CountAsync(parts))),
        ModelKernel.For<TimelineQuestion>(static (question, columns) => Timeline(columns, question.Most)),
        DistinctUsers.Kernel,
    ];

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels => [UserIds.Kernel];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var drawn = data.DrawnIds();
        var answers = await data.AskAsync<UsersAnswer>(new UsersQuestion());
        var models = data.Catalog.Models.Zip(answers, (model, answer) => (Model: model, Answer: answer)).ToList();
        var summary = JsonText.Object(json => json.Models(
            models,
            answer => answer.Users >= LeastUsers,
            (item, model, answer) =>
            {
                item.WriteNumber("requests", model.Requests);
                item.WriteNumber("users", answer.Users);
                item.WriteNumber("users_drawn", Math.Min(answer.Users, AccessTimeline.MostMembers));
            },
            answer => answer.Users == 0 ? "no row has a user" : $"fewer than {LeastUsers} users"));
        return new AnalysisRun(summary,
            [.. models.Where(each => each.Answer.Users >= LeastUsers && drawn.Contains(each.Model.Id))
                .Select(each => Plan(data, each.Model))]);
    }

    private FigurePlan Plan(AnalysisData data, CatalogModel model)
    {
        var path = $"{Info.Folder}/{data.FolderOf(model)}";
        return new FigurePlan(path, async () =>
        {
            var timeline = (await data.AskAsync<TimelineAnswer>(model, new TimelineQuestion(AccessTimeline.MostMembers))).Timeline;
            var answers = await data.AskPartitionsAsync<UserIds.Answer>(new UserIds.Question(timeline.Hashes));
            var ids = answers.SelectMany(answer => answer.Ids).ToDictionary();
            return await Task.Run(() => TimelineFigures.Of(
                path, $"Requests by user, {data.TitleOf(model)}", "user", timeline, Array.ConvertAll(
                    timeline.Hashes, hash => ids.GetValueOrDefault(hash, $"{hash:x16}")), data.Options.ThinData,
                colour: data.ColourOf(model)));
        });
    }

    private static TimelineAnswer Timeline(SegmentColumns columns, int most)
    {
        var (users, userOf) = columns.Hashes(ColumnId.User);
        return new TimelineAnswer(AccessTimeline.Of(columns.Integers(ColumnId.Started), users, userOf, most));
    }

    /// <summary>Asks a model for its number of users.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.model-timelines.users.question")]
    public sealed record UsersQuestion : ModelQuestion;

    /// <summary>A model's number of distinct users.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.model-timelines.users.answer")]
    public sealed record UsersAnswer([property: Id(0)] long Users) : ModelAnswer;

    /// <summary>Asks a model for the timeline of its users, at most <paramref name="Most"/> of them.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.model-timelines.question")]
    public sealed record TimelineQuestion([property: Id(0)] int Most) : ModelQuestion;

    /// <summary>The timeline of a model's users.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.model-timelines.answer")]
    public sealed record TimelineAnswer([property: Id(0)] AccessTimeline Timeline) : ModelAnswer;
}
