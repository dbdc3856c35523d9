using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Output;
using LlmWorkload.Reading;

namespace LlmWorkload.Inspection;

/// <summary>Reads the first records of logs as an ingestion does, and tells what they are. Nothing is kept.</summary>
/// <param name="reading">How they are read.</param>
/// <param name="most">Records that are read of each log.</param>
internal sealed class LogInspector(ReadingOptions reading, long most)
{
    // As many as a chunk has by default are more than a look needs.
    private const int BatchRecords = 16_384;

    /// <summary>Reads a log.</summary>
    /// <param name="source">The log; a pipe is read as far as is needed.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="WorkloadException">It cannot be read; the message is that of an ingestion.</exception>
    public InspectedLog Inspect(LogSource source, CancellationToken cancellationToken)
    {
        var (compression, isUtf16) = Wrapping(source);
        var written = source.Written;
        var tables = new RequestTables(0);
        using var reader = RequestFormats.Of(source).Open(source, reading, tables);
        var file = CatalogFile.Unread(0, source.Name) with
        {
            Columns = reader.Columns,
            Reading = reading.Key(source.Name, reader.ModelColumn is not null),
            Written = written,
        };
        var (layout, rows) = (reader.Layout, new InspectedRows(tables));
        var isWhole = Read(reader, rows, tables, cancellationToken);
        file = rows.Describe(file);
        return new InspectedLog(file, layout, compression, isUtf16)
        {
            IsFormatNamed = reading.Format is not null,
            NamedModel = reader.ModelColumn is null && tables.Models.Count > 0 ? tables.Models.Text(0) : null,
            Records = rows.Records,
            IsWhole = isWhole,
            Fields = rows.Fields,
            First = rows.First,
            Rejected = rows.Rejected,
            Doubts = Doubts.Of([file], file.Last),
        };
    }

    private bool Read(IRequestReader reader, InspectedRows rows, RequestTables tables, CancellationToken cancellationToken)
    {
        var batch = new RequestBatch((int)Math.Min(most, BatchRecords));
        while (rows.Records < most)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tables.ClearOpen();
            var size = most - rows.Records;
            if (size < batch.Capacity) batch = new RequestBatch((int)size);
            if (!reader.Read(batch)) return true;
            rows.Add(batch);
            if (batch.Records < batch.Capacity) return true;
        }

        return !reader.Read(new RequestBatch(1));
    }

    private static (string? Compression, bool IsUtf16) Wrapping(LogSource source)
    {
        var stream = source.Open();
        var wrapping = (stream.Compression, stream.IsUtf16);
        source.Return(stream);
        return wrapping;
    }
}
