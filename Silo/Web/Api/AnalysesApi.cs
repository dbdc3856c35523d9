using System.Text.Json;
using LlmWorkload.Analyses;
using LlmWorkload.Datasets;

namespace LlmWorkload.Web;

/// <summary>Analyses: the same bytes as <c>summary.json</c> of their commands.</summary>
internal static class AnalysesApi
{
    /// <summary>Maps the resources.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/datasets/{dataset}/analyses", ListAsync).Says("The analyses that there are, and the parameters of each");
        api.MapRead("/datasets/{dataset}/analyses/{name}", AnalyzeAsync)
            .Says("The numbers of an analysis; the parameters are those of its command", AnalysisParameters.All);
    }

    /// <summary>Sends the summary of an analysis.</summary>
    /// <param name="context">The request.</param>
    /// <param name="asker">Asks.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="analysis">The analysis.</param>
    /// <param name="options">What is asked.</param>
    /// <param name="form">Makes another form of the summary; null to send it as it is.</param>
    /// <param name="gate">Says whether a gate holds; null without one.</param>
    public static Task SendAsync(
        HttpContext context, Asker asker, string dataset, AnalysisInfo analysis, AnalysisOptions options,
        Func<byte[], byte[]>? form = null, Func<byte[], bool>? gate = null) =>
        CheckedAsync(context, asker, dataset, async (catalog, stop) =>
        {
            var result = await asker.AnalyzeAsync(catalog.Name, analysis.Name, options, stop);
            return new Reply(Answer.Json, form is null ? result.Summary : form(result.Summary))
            {
                Version = result.Version,
                Gate = gate?.Invoke(result.Summary),
            };
        });

    /// <summary>Sends what is kept or computed of a dataset, or 304 without computing.</summary>
    /// <param name="context">The request.</param>
    /// <param name="asker">Asks.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="compute">Computes, for one asker or several. Without a version it may be of any that there was meanwhile.</param>
    public static async Task CheckedAsync(
        HttpContext context, Asker asker, string dataset, Func<DatasetCatalog, CancellationToken, Task<Reply>> compute)
    {
        var catalog = await asker.CatalogAsync(dataset, context.RequestAborted);
        var tag = EntityTags.Of(context, catalog.Life, catalog.Version);
        if (Answer.IsKnown(context, tag)) return;
        var reply = await asker.Kept.GetAsync(tag.ToString(), catalog.Version, ComputeAsync, context.RequestAborted);
        if (reply.Version != catalog.Version)
            tag = reply.Version is { } version ? EntityTags.Of(context, catalog.Life, version) : null;
        await Answer.SendAsync(context, tag, reply);

        async Task<Reply> ComputeAsync(CancellationToken stop)
        {
            var computed = await compute(catalog, stop);
            return computed.Version is null && (await asker.CatalogAsync(dataset, stop)).Version == catalog.Version
                ? computed with { Version = catalog.Version }
                : computed;
        }
    }

    private static async Task ListAsync(HttpContext context, Asker asker, string dataset)
    {
        Parameters.Of(context);
        await asker.CatalogAsync(dataset, context.RequestAborted);
        await Answer.SendAsync(context, Answer.Json, JsonText.Array(AnalysisInfo.All, (json, analysis) =>
        {
            json.WriteString("name", analysis.Name);
            json.WriteString("folder", analysis.Folder);
            json.WriteString("sentence", analysis.Sentence);
            json.List("parameters", AnalysisParameters.Of(analysis).Select(parameter => parameter.Name));
        }));
    }

    private static Task AnalyzeAsync(HttpContext context, Asker asker, string dataset, string name)
    {
        var analysis = Asker.Find(name);
        var given = Parameters.Of(context, AnalysisParameters.Of(analysis));
        var options = AnalysisParameters.Read(analysis, given);
        var least = AnalysisParameters.MinAttainment(given);
        return SendAsync(
            context, asker, dataset, analysis, options, gate: least is null ? null : summary => Attainment(summary) >= least);
    }

    private static double? Attainment(byte[] summary)
    {
        using var json = JsonDocument.Parse(summary);
        return json.RootElement.TryGetProperty("all", out var all) && all.GetProperty("attainment") is
        { ValueKind: JsonValueKind.Number } share
            ? share.GetDouble()
            : null;
    }
}
