using System.Text.Json;
using LlmWorkload.Analyses;

namespace LlmWorkload.Web;

/// <summary>Series over time.</summary>
internal static class SeriesApi
{
    private const string Format = "format";

    private static readonly AnalysisInfo Series = Asker.Find("series");

    private static readonly Parameter[] Known =
    [
        .. AnalysisParameters.Of(Series),
        new(Format, "nested (default: as the command's summary), or flat: one array with an object for each series and bucket"),
    ];

    /// <summary>Maps the resource.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapRead("/datasets/{dataset}/series", SendAsync)
        .Says("Requests, tokens, users and latencies in buckets of time, of all requests and by group", Known);

    private static Task SendAsync(HttpContext context, Asker asker, string dataset)
    {
        var given = Parameters.Of(context, Known);
        var options = AnalysisParameters.Read(Series, given);
        var isFlat = given.OneOf(Format, ["nested", "flat"]) == "flat";
        return AnalysesApi.SendAsync(context, asker, dataset, Series, options, isFlat ? Flat : null);
    }

    private static byte[] Flat(byte[] summary)
    {
        using var json = JsonDocument.Parse(summary);
        return json.RootElement.TryGetProperty("series", out var series)
            ? SeriesListing.Of([.. series.EnumerateArray()]).Json()
            : JsonText.Array<int>([], static (_, _) => { });
    }
}
