using LlmWorkload.Datasets;

namespace LlmWorkload.Reading.Csv;

/// <summary>Comma-separated values, or values separated by semicolons, tabs or bars, with a header.</summary>
/// <param name="mappings">How its columns may be called.</param>
internal sealed class CsvFormat(LogMappings mappings) : IRequestFormat
{
    /// <inheritdoc/>
    public bool Recognises(string name, ReadOnlySpan<byte> firstBlock) => LogText.WhyNotCsv(firstBlock) is null;

    /// <inheritdoc/>
    public IRequestReader Open(LogSource source, ReadingOptions options, RequestTables tables, FilePosition? resumeAt = null,
        TextHash? hash = null) =>
        new CsvRequestReader(source, mappings, options, tables, resumeAt, hash);

    /// <inheritdoc/>
    public IRecordScout? Scout(LogSource source, FilePosition start, TextHash hash) => CsvScout.Start(source, start, hash);
}
