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
        api.Read("/datasets/{dataset}/analyses", ListAsync).Says("The analyses that there are, and the parameters of each");
        api.Read("/datasets/{dataset}/analyses/{name}", AnalyzeAsync)
            .Says("The numbers of an analysis; the parameters are those of its command", AnalysisParameters.All);
    }

    /// <summary>Sends the summary of an analysis.</summary>
    /// <param name="context">The request.</param>
    /// <param name="asker">Asks.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="analysis">The analysis.</param>
    /// <param name="options">What is asked.</param>
    /// <param name="form">Makes another form of the summary, or looks at it; null to send it as it is.</param>
    public static Task SendAsync(
        HttpContext context, Asker asker, string dataset, AnalysisInfo analysis, AnalysisOptions options,
        Func<byte[], byte[]>? form = null) =>
        CheckedAsync(context, asker, dataset, async catalog =>
        {
            var result = await asker.AnalyzeAsync(catalog.Name, analysis.Name, options, context.RequestAborted);
            return (result.Version, Answer.Json, form is null ? result.Summary : form(result.Summary));
        });

    /// <summary>Sends what is computed of a dataset, or 304 without computing.</summary>
    /// <param name="context">The request.</param>
    /// <param name="asker">Asks.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="compute">
    /// Computes: the version that the bytes are of, what they are, and they themselves. Without a version they may be of any that there was
    /// meanwhile.
    /// </param>
    public static async Task CheckedAsync(
        HttpContext context, Asker asker, string dataset, Func<DatasetCatalog, Task<(long? Version, string Type, byte[] Bytes)>> compute)
    {
        var catalog = await asker.CatalogAsync(dataset, context.RequestAborted);
        if (Answer.IsKnown(context, EntityTags.Of(context, catalog.Life, catalog.Version))) return;
        var (version, type, bytes) = await compute(catalog);
        if (version is null && (await asker.CatalogAsync(dataset, context.RequestAborted)).Version == catalog.Version)
            version = catalog.Version;
        await Answer.SendAsync(context, version is { } known ? EntityTags.Of(context, catalog.Life, known) : null, type, bytes);
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
        return SendAsync(context, asker, dataset, analysis, options, summary =>
        {
            if (least is not null) Api.SayGate(context, Attainment(summary) >= least);
            return summary;
        });
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
