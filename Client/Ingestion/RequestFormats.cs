using LlmWorkload.Reading;
using LlmWorkload.Reading.Csv;
using LlmWorkload.Reading.Formats;

namespace LlmWorkload.Ingestion;

/// <summary>The formats that logs can have. To add one: write its folder in <c>Client/Reading</c>, and add its line here.</summary>
internal static class RequestFormats
{
    private static readonly LogMappings Mappings = new([Requests.Mapping]);

    // The last takes what no other takes, and tells what is wrong with it.
    private static readonly IRequestFormat[] All = [new CsvFormat(Mappings)];

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
