using LlmWorkload.Questions;

namespace LlmWorkload.Web;

/// <summary>Models of a dataset.</summary>
internal static class ModelsApi
{
    private const string Word = "models";

    /// <summary>Maps the resources.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/datasets/{dataset}/models", ListAsync)
            .Says("The models, those with the most first; Link names the next page", ListParameters.All);
        api.MapRead("/datasets/{dataset}/models/{**id}", ShowAsync)
            .Says("One model, by its id, its name, or the beginning of one", ScopeParameters.All);
    }

    private static async Task ListAsync(HttpContext context, Asker asker, string dataset)
    {
        var list = ListParameters.Read(Parameters.Of(context, ListParameters.All));
        var query = context.Request.Query;
        await AnalysesApi.CheckedAsync(context, asker, dataset, async (catalog, stop) =>
        {
            var from = list.Offset(catalog.Version);
            var most = list.Search is null ? (int)Math.Min(int.MaxValue, (long)from + list.Limit + 1) : int.MaxValue;
            var ranked = await asker.ComputeAsync(
                () => asker.Grain.RankModelsAsync(catalog.Name, list.By, most, list.Scope), stop);
            var found = ranked.Where(model => list.Fits(model.Id) || list.Fits(model.Name)).Skip(from).Take(list.Limit + 1).ToList();
            IReadOnlyList<ModelDescription> page = [.. found.Take(list.Limit)];
            return new Reply(Answer.Json, Answer.Line(Listings.Of(page).Json()))
            {
                Next = list.Next(query, catalog.Version, from, found.Count),
            };
        });
    }

    private static Task ShowAsync(HttpContext context, Asker asker, string dataset) => Api.SendNamedAsync(
        context, asker, dataset, Word, asker.Grain.ModelAsync, static (model, known) => model.Json(known));
}
