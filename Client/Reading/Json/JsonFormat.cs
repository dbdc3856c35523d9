using LlmWorkload.Datasets;

namespace LlmWorkload.Reading.Json;

/// <summary>JSON: an object a line, a list of objects, or documents.</summary>
/// <param name="mappings">How its members may be called.</param>
internal sealed class JsonFormat(LogMappings mappings) : IRequestFormat
{
    /// <inheritdoc/>
    public bool Recognises(string name, ReadOnlySpan<byte> firstBlock) => JsonHead.IsJson(firstBlock);

    /// <inheritdoc/>
    public IRequestReader Open(LogSource source, ReadingOptions options, RequestTables tables, FilePosition? resumeAt = null,
        TextHash? hash = null) =>
        new JsonRequestReader(source, mappings, options, tables, resumeAt, hash);

    /// <inheritdoc/>
    public IRecordScout? Scout(LogSource source, FilePosition start, TextHash hash) => null;
}
