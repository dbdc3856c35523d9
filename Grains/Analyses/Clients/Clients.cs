using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Segments;
using LlmWorkload.Users;

[assembly: Analysis(typeof(Clients))]

namespace LlmWorkload.Analyses;

/// <summary>How unevenly requests are spread over users, and how bursty each user's requests are, of all models and of each.</summary>
internal sealed class Clients : IAnalysis
{
    private const string All = "all requests";

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("clients");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => ClientKernels.OfModels;

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels => [ClientKernels.OfPartitions];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        if (await Needs.AllAsync(data, ColumnId.User) is { } unavailable) return unavailable;
        var window = data.Options.CvWindowSeconds * TimeSpan.TicksPerSecond;
        var highlighted = data.HighlightedModels();
        var overall = await data.AskPartitionsAsync<ClientKernels.OverallAnswer>(new ClientKernels.OverallQuestion(window));
        var all = await Task.Run(() => ClientTally.Merge([.. overall.Select(answer => answer.Tally)]));
        var numbers = await Task.Run(() => ClientNumbers.Of(all));
        var models = await OfModelsAsync(data, window);
        var summary = JsonText.Object(json =>
        {
            json.Object("all", item => numbers.Write(item, Top(overall)));
            json.Models(
                models, each => each.Numbers.Clients > 0, (item, _, each) => each.Numbers.Write(item, each.Top), _ => "no row has a user");
        });
        return new AnalysisRun(summary, [.. ClientFigures.Of(Info.Folder, numbers, Lines(data, all, numbers, models, highlighted),
            data.Options.ThinData)]);
    }

    private static IEnumerable<(string User, ClientEntry Entry)> Top(IReadOnlyList<ClientKernels.OverallAnswer> overall) =>
        overall.SelectMany(answer => answer.Ids.Zip(answer.Top)).OrderByDescending(each => each.Second.Requests)
            .ThenBy(each => each.First, StringComparer.Ordinal).Take(ClientEntry.Most);

    private static async Task<List<(CatalogModel Model, OfModel Clients)>> OfModelsAsync(AnalysisData data, long window)
    {
        var answers = await data.AskAsync<ClientKernels.Answer>(new ClientKernels.Question());
        var ids = await UserIds.OfAsync(
            answers.SelectMany(answer => answer.Users), data.Catalog.Options.Partitions,
            (user, question) => data.AskPartitionAsync<UserIds.Answer>(user, question));
        var few = await OfFewAsync(data, answers, window);
        var models = new List<(CatalogModel, OfModel)>();
        foreach (var (model, answer) in data.Catalog.Models.Zip(answers))
        {
            ulong[] users =
            [
                .. answer.Users.Zip(answer.Requests).OrderByDescending(each => each.Second)
                    .ThenBy(each => UserIds.Of(ids, each.First), StringComparer.Ordinal).Take(ClientEntry.Most).Select(each => each.First),
            ];
            var entries = users.Length == 0
                ? []
                : few.TryGetValue(model.Id, out var entryOf)
                ? Array.ConvertAll(users, user => entryOf[user])
                : (await data.AskAsync<ClientKernels.EntriesAnswer>(model, new ClientKernels.EntriesQuestion(users, window))).Entries;
            models.Add((model, new OfModel(answer.Numbers, [.. users.Select(user => UserIds.Of(ids, user)).Zip(entries)])));
        }

        return models;
    }

    // Models whose clients are all listed, which are most where there are many models: a call for each would take minutes.
    private static async Task<Dictionary<string, Dictionary<ulong, ClientEntry>>> OfFewAsync(
        AnalysisData data, IReadOnlyList<ClientKernels.Answer> answers, long window)
    {
        List<CatalogModel> models =
        [
            .. data.Catalog.Models.Zip(answers).Where(each => each.Second.Users.Length is > 0 and < ClientEntry.Most)
                .Select(each => each.First),
        ];
        var entries = await data.AskAsync<ClientKernels.FewAnswer>(models, new ClientKernels.FewQuestion(window));
        return models.Zip(entries).ToDictionary(
            each => each.First.Id, each => each.Second.Users.Zip(each.Second.Entries).ToDictionary());
    }

    // A single model that has all requests is no line of its own.
    private static ClientLine[] Lines(
        AnalysisData data, ClientTally all, ClientNumbers numbers, List<(CatalogModel Model, OfModel Clients)> models,
        IReadOnlyList<CatalogModel> highlighted)
    {
        var byId = models.ToDictionary(each => each.Model.Id, each => each.Clients.Numbers);
        return
        [
            new ClientLine(All, FigureSeries.Whole, () => Task.FromResult(all)),
            .. highlighted.Where(model => byId[model.Id].Clients > 0 && byId[model.Id].Requests < numbers.Requests).Select(
                model => new ClientLine(data.LabelOf(model), data.ColourOf(model), async () =>
                    (await data.AskAsync<ClientKernels.TallyAnswer>(model, new ClientKernels.TallyQuestion())).Tally)),
        ];
    }

    private sealed record OfModel(ClientNumbers Numbers, (string User, ClientEntry Entry)[] Top);
}
