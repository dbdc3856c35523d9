using System.Text.Unicode;

namespace LlmWorkload.Reading;

/// <content>From one record to one row of a batch, or to a rejected row.</content>
public sealed partial class RequestLogReader
{
    /// <summary>
    /// Checks the current record in the order of <see cref="RejectReasons"/> and writes it to <paramref name="row"/> of
    /// <paramref name="batch"/>. A rejected row adds no text to any table.
    /// </summary>
    private bool TryReadRow(RequestBatch batch, int row, out RejectReason reason)
    {
        if (_csv.RawRecord.Length > _options.MaxRecordBytes)
            return Fails(ReasonOfLength(), out reason);
        if (_quotingIsMalformed && LogText.HasUnclosedQuote(_csv.RawRecord))
            return Fails(RejectReason.UnclosedQuote, out reason);
        if (_csv.FieldCount != _columns.Count)
            return Fails(RejectReason.FieldCount, out reason);
        if (!_startedParser.TryParse(_csv.GetSpan(_columns.Started), out var started))
            return Fails(RejectReason.StartedInvalid, out reason);
        if (started == Missing.Value)
            return Fails(RejectReason.StartedMissing, out reason);
        if (_columns.Model >= 0 && MissingMarker.Is(_csv.GetSpan(_columns.Model)))
            return Fails(RejectReason.ModelMissing, out reason);
        if (!_completedParser.TryParse(Field(_columns.Completed), out var completed))
            return Fails(RejectReason.CompletedInvalid, out reason);
        if (!WholeNumber.TryParse(Field(_columns.InputTokens), out var inputTokens))
            return Fails(RejectReason.InputTokensInvalid, out reason);
        if (!WholeNumber.TryParse(Field(_columns.OutputTokens), out var outputTokens))
            return Fails(RejectReason.OutputTokensInvalid, out reason);
        if (!Seconds.TryParse(Field(_columns.Ttft), out var ttft))
            return Fails(RejectReason.TtftInvalid, out reason);
        if (!Seconds.TryParse(Field(_columns.Duration), out var duration))
            return Fails(RejectReason.DurationInvalid, out reason);
        if (!TryIntern(batch, row))
            return Fails(RejectReason.InvalidUtf8, out reason);

        batch.Started[row] = started;
        batch.InputTokens[row] = inputTokens;
        batch.OutputTokens[row] = outputTokens;
        batch.Ttft[row] = ttft;
        batch.Duration[row] = completed == Missing.Value ? duration : completed < started ? Missing.Value : completed - started;
        reason = default;
        return true;
    }

    private static bool Fails(RejectReason reason, out RejectReason fault)
    {
        fault = reason;
        return false;
    }

    private ReadOnlySpan<byte> Field(int column) => column < 0 ? default : _csv.GetSpan(column);

    private bool TryIntern(RequestBatch batch, int row)
    {
        var model = _columns.Model < 0 ? _namedModel : _csv.GetSpan(_columns.Model);
        var user = Field(_columns.User);
        var function = Field(_columns.Function);
        var modelIndex = _models.Find(model);
        var userIndex = MissingMarker.Is(user) ? -1 : _users.Find(user);
        var functionIndex = MissingMarker.Is(function) ? -1 : _functions.Find(function);

        // Only what is new can be wrong: a text that is found was checked when it was added.
        var newUser = userIndex < 0 && !MissingMarker.Is(user);
        var newFunction = functionIndex < 0 && !MissingMarker.Is(function);
        if ((modelIndex < 0 && !Utf8.IsValid(model)) || (newUser && !Utf8.IsValid(user)) || (newFunction && !Utf8.IsValid(function)))
            return false;

        batch.Model[row] = modelIndex < 0 ? _models.Intern(model) : modelIndex;
        batch.User[row] = newUser ? _users.Intern(user) : userIndex;
        batch.Function[row] = newFunction ? _functions.Intern(function) : functionIndex;
        return true;
    }

    /// <summary>A record over the limit is passed over when it is one line; over many lines, the rows after a stray quote would be lost with it.</summary>
    private RejectReason ReasonOfLength()
    {
        var record = _csv.RawRecord;
        if (record.Length > MaxBufferedBytes)
        {
            throw Fault($"{_path}:{Line}: the record that starts here is {record.Length:N0} bytes long; at most {MaxBufferedBytes:N0} can be passed over.");
        }

        if (record.Contains((byte)'\n'))
        {
            throw Fault(
                $"{_path}:{Line}: a quote opened on this line seems never closed: the record would be longer than the limit of {_options.MaxRecordBytes:N0} bytes.");
        }

        return RejectReason.RecordTooLong;
    }

    private void Reject(RequestBatch batch, RejectReason reason)
    {
        batch.CountRejected(reason);
        if (_options.Strict)
            throw Fault(StrictMessage(reason));
        if (batch.KeepsNextRejectedRow)
            batch.Keep(new RejectedRow(_path, Line, reason, LogText.Raw(_csv.RawRecord)));
    }

    private string StrictMessage(RejectReason reason)
    {
        var where = _columns.NameOf(reason) is { } name
            ? $"column {name} holds '{LogText.Raw(_csv.GetSpan(_columns.IndexOf(reason)))}'"
            : reason == RejectReason.FieldCount ? $"{_csv.FieldCount} fields where the header has {_columns.Count}" : "the record cannot be read";
        return $"{_path}:{Line}: {reason.Text()}: {where}; expected {reason.Expected()}. The row: {LogText.Raw(_csv.RawRecord)}";
    }
}
