using System.Runtime.ExceptionServices;
using LlmWorkload.Datasets;

namespace LlmWorkload.Reading;

/// <summary>
/// What all readers have in common: going from record to record, what goes wrong on the way, and rejected records. Not safe for use by two
/// threads at once.
/// </summary>
/// <param name="source">Where the log comes from.</param>
/// <param name="options">How to read it.</param>
internal abstract class RecordReader(LogSource source, ReadingOptions options)
{
    private ExceptionDispatchInfo? _failure;
    private bool _hasEnded;

    /// <summary>The log's path, for messages.</summary>
    protected string Path => source.Path;

    /// <summary>How to read it.</summary>
    protected ReadingOptions Options => options;

    /// <summary>Records read so far, accepted and rejected.</summary>
    protected long Records { get; set; }

    /// <summary>Makes rows of records.</summary>
    protected abstract RowBuilder Rows { get; }

    /// <summary>Whether a record is there that was not read yet, or another follows.</summary>
    protected virtual bool HasRecord => Advance();

    /// <summary>Fills a batch; see <see cref="IRequestReader.Read"/>.</summary>
    public bool Read(RequestBatch batch)
    {
        batch.Clear();
        ThrowFailure();
        Begin();
        Rows.Begin(batch);
        while (batch.Records < batch.Capacity && HasRecord) ReadRecord(batch);
        if (Records == batch.Records) Rows.CheckFirst(batch);
        Rows.End(batch);

        // Rows before a failure are no last batch: whoever goes on later reads them again.
        if (batch.Records < batch.Capacity)
            ThrowFailure();
        MarkPosition();
        return batch.Records > 0;
    }

    /// <summary>Gets ready for a batch.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>Adds the record to a batch: its rows, or why it has none.</summary>
    protected abstract void ReadRecord(RequestBatch batch);

    /// <summary>Takes note of the place behind the last record.</summary>
    protected abstract void MarkPosition();

    /// <summary>An error of the log.</summary>
    protected static WorkloadException Fault(string message, Exception? inner = null) => new(message, inner) { IsInput = true };

    /// <summary>Goes to the next record.</summary>
    /// <returns>False where there is none.</returns>
    /// <exception cref="IOException">The log cannot be read.</exception>
    /// <exception cref="InvalidDataException">The log is damaged.</exception>
    protected abstract bool ReadNext();

    /// <summary>
    /// Goes to the next record. A failure behind a batch that has records waits for the next call, so that the batch can be kept.
    /// </summary>
    protected bool Advance()
    {
        if (_hasEnded) return false;
        try
        {
            if (ReadNext()) return true;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            _failure = ExceptionDispatchInfo.Capture(
                Fault($"{Path}: {e.Message.TrimEnd('.')}; {Records:N0} rows could be read before it.", e));
        }

        _hasEnded = true;
        return false;
    }

    /// <summary>Throws the failure that <see cref="Advance"/> met, if any.</summary>
    protected void ThrowFailure() => _failure?.Throw();

    /// <summary>Counts a rejected record, and keeps it where there is room.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="reason">Why it is rejected.</param>
    /// <param name="found">What stands where the fault is.</param>
    /// <param name="raw">The record as it stands in the text.</param>
    /// <param name="line">Its line.</param>
    /// <param name="lines">How many lines it spans.</param>
    /// <exception cref="WorkloadException">The reading is strict.</exception>
    protected void Reject(RequestBatch batch, RejectReason reason, string found, ReadOnlySpan<byte> raw, long line, long lines)
    {
        batch.CountRejected(reason);
        if (options.Strict)
            throw Fault($"{Path}:{line}: {reason.Text}: {found}; expected {reason.Expected}. The row: {LogText.Raw(raw)}");
        if (batch.KeepsNextRejectedRow)
            batch.Keep(new RejectedRow(Path, new RejectedRecord(source.Name, line, reason.Text, LogText.Raw(raw), lines), reason, found));
    }
}
