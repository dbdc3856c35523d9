using LlmWorkload.Datasets;

namespace LlmWorkload.Reading.Parquet;

/// <summary>Parquet files: a row is a record.</summary>
/// <param name="mappings">The formats that a log may be of.</param>
internal sealed class ParquetFormat(LogMappings mappings) : IRequestFormat
{
    /// <inheritdoc/>
    public bool Recognises(string name, ReadOnlySpan<byte> firstBlock) => firstBlock.StartsWith("PAR1"u8);

    /// <inheritdoc/>
    public IRequestReader Open(LogSource source, ReadingOptions options, RequestTables tables, FilePosition? resumeAt = null,
        TextHash? hash = null) =>
        new ParquetRequestReader(source, mappings, options, tables, resumeAt, hash);

    /// <inheritdoc/>
    public IRecordScout? Scout(LogSource source, FilePosition start, TextHash hash) => null;
}
