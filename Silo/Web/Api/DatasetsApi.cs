using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Output;
using LlmWorkload.Questions;

namespace LlmWorkload.Web;

/// <summary>Datasets.</summary>
internal static class DatasetsApi
{
    /// <summary>Maps the resources.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/datasets", ListAsync).Says("The datasets, the one used last first");
        api.MapRead("/datasets/{dataset}", ShowAsync).Says("A dataset: its files, what was rejected, doubts, and its version");
        api.MapRead("/datasets/{dataset}/summary", SummaryAsync)
            .Says("What an operator asks of a dataset first: requests, rates, tokens, latencies, the top models and users",
                ScopeParameters.All);
        api.MapDelete("/datasets/{dataset}", DropAsync).Says("Drops a dataset: its rows and every result");
    }

    private static async Task ListAsync(HttpContext context, Asker asker)
    {
        Parameters.Of(context);
        var datasets = await asker.Grain.DatasetsAsync().WaitAsync(context.RequestAborted);
        await Answer.SendAsync(context, Answer.Json, Answer.Line(Listings.Of(datasets).Json()));
    }

    private static Task ShowAsync(HttpContext context, Asker asker, string dataset)
    {
        Parameters.Of(context);
        return AnalysesApi.CheckedAsync(context, asker, dataset, (catalog, _) => Task.FromResult(new Reply(
            Answer.Json, Answer.Line(JsonText.Object(json =>
            {
                json.Catalog(catalog);
                json.WriteNumber("version", catalog.Version);
            })))
        { Version = catalog.Version }));
    }

    private static Task SummaryAsync(HttpContext context, Asker asker, string dataset)
    {
        var scope = ScopeParameters.Read(Parameters.Of(context, ScopeParameters.All));
        return AnalysesApi.SendAsync(context, asker, dataset, AnalysisInfo.Summary, new AnalysisOptions(Scope: scope));
    }

    private static async Task DropAsync(HttpContext context, Asker asker, string dataset)
    {
        Parameters.Of(context);
        var catalog = await asker.CatalogAsync(dataset, context.RequestAborted);
        await asker.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(catalog.Name)).DropAsync(catalog.Life);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
