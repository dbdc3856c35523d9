using LlmWorkload.Analyses;
using LlmWorkload.Figures;

namespace LlmWorkload.Web;

/// <summary>Figures of analyses: drawn, their numbers, or what they show as data.</summary>
internal static class FiguresApi
{
    private const string Word = "figures";
    private const int WordPlace = 7;
    private const string Csv = "text/csv";

    private static readonly string[] Endings = ["png", "svg", "pdf", "csv", "json"];

    /// <summary>Maps the resources.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/datasets/{dataset}/analyses/{name}/figures", ListAsync)
            .Says("The paths of an analysis's figures, without endings", AnalysisParameters.All);
        api.MapRead("/datasets/{dataset}/analyses/{name}/figures/{**file}", SendAsync)
            .Says(
                "A figure: PATH.png, PATH.svg and PATH.pdf draw it, PATH.csv has its numbers, PATH.json what it shows",
                [.. AnalysisParameters.All, .. FormParameters.All]);
    }

    private static async Task ListAsync(HttpContext context, Asker asker, string dataset, string name)
    {
        var analysis = Asker.Find(name);
        var options = AnalysisParameters.Read(analysis, Parameters.Of(context, AnalysisParameters.Of(analysis)));
        await AnalysesApi.CheckedAsync(context, asker, dataset, async (catalog, stop) =>
        {
            var result = await asker.AnalyzeAsync(catalog.Name, analysis.Name, options, stop);
            return new Reply(Answer.Json, JsonText.Object(json => json.List(Word, result.Figures))) { Version = result.Version };
        });
    }

    private static async Task SendAsync(HttpContext context, Asker asker, string dataset, string name)
    {
        var analysis = Asker.Find(name);
        var given = Parameters.Of(context, [.. AnalysisParameters.Of(analysis), .. FormParameters.All]);
        var options = AnalysisParameters.Read(analysis, given);
        var (path, ending) = Split(Api.Rest(context, Word, WordPlace));
        await AnalysesApi.CheckedAsync(context, asker, dataset, async (catalog, stop) =>
        {
            var result = await asker.AnalyzeAsync(catalog.Name, analysis.Name, options, stop);
            if (!result.Figures.Contains(path))
            {
                var nearest = NearestName.OrPartOf(path, result.Figures);
                throw Asker.NotFound($"The analysis '{name}' has no figure '{path}'{NearestName.Words(nearest)}.", nearest);
            }

            var (type, bytes) = await FileAsync(asker, catalog.Name, analysis, options, given, path, ending, stop);
            return new Reply(type, bytes) { Version = result.Version };
        });
    }

    private static (string Path, string Ending) Split(string file)
    {
        var at = file.LastIndexOf('.');
        var ending = at < 0 ? "" : file[(at + 1)..];
        return Endings.Contains(ending)
            ? (file[..at], ending)
            : throw Asker.NotFound($"A figure ends in {string.Join(", ", Endings.Select(each => $".{each}"))}; this one is '{file}'.");
    }

    private static async Task<(string Type, byte[] Bytes)> FileAsync(
        Asker asker, string dataset, AnalysisInfo analysis, AnalysisOptions options, Parameters given, string path, string ending,
        CancellationToken stop)
    {
        if (ending == "json")
            return (Answer.Json, FigureJson.Write(await asker.DescribeAsync(dataset, analysis.Name, options, path, stop)));
        var (format, type) = ending switch
        {
            "svg" => (FigureFormat.Svg, "image/svg+xml"),
            "pdf" => (FigureFormat.Pdf, "application/pdf"),
            _ => (FigureFormat.Png, "image/png"),
        };
        var drawn = await asker.DrawAsync(dataset, analysis.Name, options, path, FormParameters.Read(given, format), stop);
        if (ending != "csv") return (type, drawn.Image);
        if (drawn.Table is { } table) return (Csv, table);
        using var pages = new MemoryStream();
        while (pages.Length < drawn.TableBytes)
            pages.Write(await asker.ReadTableAsync(dataset, analysis.Name, options, path, pages.Length, stop));
        return (Csv, pages.ToArray());
    }
}
