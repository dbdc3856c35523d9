using LlmWorkload.Reading;
using LlmWorkload.Reading.Csv;
using LlmWorkload.Reading.Formats;
using LlmWorkload.Reading.Json;
using LlmWorkload.Reading.Parquet;

namespace LlmWorkload.Ingestion;

/// <summary>The formats that logs can have. To add one: write its folder in <c>Client/Reading</c>, and add its line here.</summary>
internal static class RequestFormats
{
    // In this order they are tried; the last takes what no other takes.
    private static readonly LogMappings Mappings = new(
    [
        Refused.OpenAiUsage, Refused.VllmWithoutDetails, Refused.AiperfAggregate, Refused.Weka,
        BurstGpt.Mapping, AzureLmm.Mapping, AzureLlm.Mapping, Bailian.Mapping, AiperfRecords.Mapping, GuideLlmResults.Mapping,
        VllmBench.Mapping, OpenTelemetry.Mapping, LiteLlm.Mapping, Langfuse.Mapping, Helicone.Mapping, Sglang.Mapping, Aiperf.Mapping,
        Mooncake.Mapping, GuideLlm.Mapping, Requests.Mapping,
    ]);

    /// <summary>The names of the formats, as an option takes them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Mappings.All.Where(mapping => mapping.Refusal is null).Select(mapping => mapping.Name)];

    /// <summary>Whether logs of a format are written as JSON alone.</summary>
    public static bool IsJson(string? format) => Mappings.All.Any(each => each.Name == format && each.Containers == LogContainers.Json);

    /// <summary>Whether what is noted of records is that they are no requests by their kind.</summary>
    public static bool AreIgnored(string noted) => Mappings.All.Any(each => each.KeptWhere.Count > 0 && each.Ignored == noted);

    // The last takes what no other takes, and tells what is wrong with it.
    private static readonly IRequestFormat[] All = [new ParquetFormat(Mappings), new JsonFormat(Mappings), new CsvFormat(Mappings)];

    /// <summary>The format of a log, by its first bytes.</summary>
    /// <param name="source">The log; a pipe is given back at its start.</param>
    /// <exception cref="WorkloadException">It cannot be read.</exception>
    public static IRequestFormat Of(LogSource source)
    {
        var stream = source.Open();
        try
        {
            return Array.Find(All, format => format.Recognises(source.Name, stream.FirstBlock)) ?? All[^1];
        }
        finally
        {
            source.Return(stream);
        }
    }
}
