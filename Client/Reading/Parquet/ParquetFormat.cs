using LlmWorkload.Datasets;

namespace LlmWorkload.Reading.Parquet;

/// <summary>Parquet files: a row is a record.</summary>
/// <param name="mappings">How its columns may be called.</param>
internal sealed class ParquetFormat(LogMappings mappings) : IRequestFormat
{
    /// <inheritdoc/>
    public bool Recognises(string name, ReadOnlySpan<byte> firstBlock) => LogText.IsParquet(firstBlock);

    /// <inheritdoc/>
    public IRequestReader Open(LogSource source, ReadingOptions options, RequestTables tables, FilePosition? resumeAt = null,
        TextHash? hash = null) =>
        new ParquetRequestReader(source, mappings, options, tables, resumeAt, hash);

    /// <inheritdoc/>
    public IRecordScout? Scout(LogSource source, FilePosition start, TextHash hash) => null;
}
