using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>A model and the statistics of its inter-arrival times in one mode.</summary>
/// <param name="Mode">Which requests follow one another.</param>
/// <param name="Clock">The clock of hours and dates; null for UTC.</param>
/// <param name="Model">The model.</param>
/// <param name="Statistics">Its statistics.</param>
internal sealed record InterArrivalModel(
    InterArrivalMode Mode, ZoneClock? Clock, CatalogModel Model, InterArrivalKernels.StatisticsAnswer Statistics)
{
    /// <summary>Its name in titles of figures.</summary>
    public string Title { get; private init; } = FigureNames.Label(Model.Name);

    /// <summary>Whether the model has at least two requests. With fewer it is not listed.</summary>
    public bool IsListed => Model.Requests >= 2;

    /// <summary>Asks every model, and gives them in the catalog's order.</summary>
    public static async Task<IReadOnlyList<InterArrivalModel>> AskAsync(AnalysisData data, InterArrivalMode mode)
    {
        var clock = ZoneClock.Of(data.Options.ReportTimeZone, data.Catalog.First, data.Catalog.Last);
        var answers = await data.AskAsync<InterArrivalKernels.StatisticsAnswer>(
            new InterArrivalKernels.StatisticsQuestion(mode.PerUser, clock));
        return [.. data.Catalog.Models.Zip(answers, (model, answer) => new InterArrivalModel(mode, clock, model, answer))];
    }

    /// <summary>Those of the models that get figures.</summary>
    public static IEnumerable<InterArrivalModel> Drawn(AnalysisData data, IReadOnlyList<InterArrivalModel> models)
    {
        var byId = models.ToDictionary(each => each.Model.Id);
        return data.DrawnModels().Select(model => byId[model.Id]).Where(each => each.Statistics.Seconds.N > 0)
            .Select(each => each with { Title = data.TitleOf(each.Model) });
    }
}
