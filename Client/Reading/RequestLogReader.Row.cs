using System.Text.Unicode;
using LlmWorkload.Reading.Csv;

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
        if (_csv.Fault != CsvFault.None)
            return Fails(ReasonOf(_csv.Fault), out reason);
        if (!_startedParser.TryParse(Number(_at.Started), out var started))
            return Fails(RejectReason.StartedInvalid, out reason);
        if (started == Missing.Value)
            return Fails(RejectReason.StartedMissing, out reason);
        if (!TryText(_at.Model, out var model) && _namedModel.Length == 0)
            return Fails(RejectReason.ModelMissing, out reason);
        var completedField = Number(_at.Completed);
        if (!_completedParser.TryParse(completedField, out var completed))
            return Fails(RejectReason.CompletedInvalid, out reason);
        var inputField = Number(_at.InputTokens);
        if (!WholeNumber.TryParse(inputField, out var inputTokens))
            return Fails(RejectReason.InputTokensInvalid, out reason);
        var outputField = Number(_at.OutputTokens);
        if (!WholeNumber.TryParse(outputField, out var outputTokens))
            return Fails(RejectReason.OutputTokensInvalid, out reason);
        var ttftField = Number(_at.Ttft);
        if (!Seconds.TryParse(ttftField, out var ttft))
            return Fails(RejectReason.TtftInvalid, out reason);
        var durationField = Number(_at.Duration);
        if (!Seconds.TryParse(durationField, out var duration))
            return Fails(RejectReason.DurationInvalid, out reason);
        if (!TryIntern(batch, row, model, out reason))
            return false;

        batch.Started[row] = started;
        batch.InputTokens[row] = OrTurned(inputTokens, inputField, TurnedMissingReason.InputTokensNegative, batch);
        batch.OutputTokens[row] = OrTurned(outputTokens, outputField, TurnedMissingReason.OutputTokensNegative, batch);
        batch.Ttft[row] = OrTurned(ttft, ttftField, TurnedMissingReason.TtftNegative, batch);
        batch.Duration[row] = completed == Missing.Value ? OrTurned(duration, durationField, TurnedMissingReason.DurationNegative, batch) : Between(started, completed, batch);
        batch.CountDay(started, _csv.Line);
        return true;
    }

    private static bool Fails(RejectReason reason, out RejectReason fault)
    {
        fault = reason;
        return false;
    }

    private static RejectReason ReasonOf(CsvFault fault) => fault switch
    {
        CsvFault.FieldCount => RejectReason.FieldCount,
        CsvFault.UnclosedQuote => RejectReason.UnclosedQuote,
        _ => RejectReason.RecordTooLong,
    };

    // A value that parses to missing and begins with a sign is a negative one.
    private static long OrTurned(long value, ReadOnlySpan<byte> field, TurnedMissingReason reason, RequestBatch batch)
    {
        if (value == Missing.Value && field.Length > 0 && field[0] == '-') batch.CountTurnedMissing(reason);
        return value;
    }

    private static long Between(long started, long completed, RequestBatch batch)
    {
        if (completed >= started) return completed - started;
        batch.CountTurnedMissing(TurnedMissingReason.CompletedBeforeStarted);
        return Missing.Value;
    }

    /// <summary>The field of the first column in which it is not missing; that of the best where it is missing in all.</summary>
    private ReadOnlySpan<byte> Number(in ColumnChoice columns)
    {
        if (columns.First < 0) return default;
        var field = _csv.Field(columns.First);
        if (columns.Others.Length == 0 || !MissingMarker.Is(field)) return field;
        foreach (var column in columns.Others)
        {
            var other = _csv.Field(column);
            if (!MissingMarker.Is(other)) return other;
        }

        return field;
    }

    /// <summary>The text of the first column in which it is not missing. In quotes, only an empty text is missing.</summary>
    private bool TryText(in ColumnChoice columns, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (columns.First < 0) return false;
        if (TryText(columns.First, out text)) return true;
        foreach (var column in columns.Others)
        {
            if (TryText(column, out text)) return true;
        }

        return false;
    }

    private bool TryText(int column, out ReadOnlySpan<byte> text)
    {
        text = _csv.Field(column);
        if (!text.IsEmpty && (!MissingMarker.Is(text) || _csv.IsQuoted(column))) return true;
        text = default;
        return false;
    }

    private bool TryIntern(RequestBatch batch, int row, ReadOnlySpan<byte> namedByRow, out RejectReason reason)
    {
        var model = namedByRow.IsEmpty ? _namedModel : namedByRow;
        var hasUser = TryText(_at.User, out var user);
        var hasFunction = TryText(_at.Function, out var function);
        var modelIndex = _models.Find(model);
        var userIndex = hasUser ? _users.Find(user) : -1;
        var functionIndex = hasFunction ? _functions.Find(function) : -1;

        // Only what is new can be wrong: a text that is found was checked when it was added.
        var (newUser, newFunction) = (hasUser && userIndex < 0, hasFunction && functionIndex < 0);
        if ((modelIndex < 0 && !IsText(model, out reason)) || (newUser && !IsText(user, out reason)) || (newFunction && !IsText(function, out reason)))
            return false;

        batch.Model[row] = modelIndex < 0 ? _models.Intern(model) : modelIndex;
        batch.User[row] = newUser ? _users.Intern(user) : userIndex;
        batch.Function[row] = newFunction ? _functions.Intern(function) : functionIndex;
        reason = default;
        return true;
    }

    private static bool IsText(ReadOnlySpan<byte> text, out RejectReason reason)
    {
        reason = Utf8.IsValid(text) ? RejectReason.NulCharacter : RejectReason.InvalidUtf8;
        return reason == RejectReason.NulCharacter && !text.Contains((byte)0);
    }

    private void Reject(RequestBatch batch, RejectReason reason)
    {
        batch.CountRejected(reason);
        if (_options.Strict)
            throw Fault($"{_path}:{_csv.Line}: {reason.Text()}: {Found(reason)}; expected {reason.Expected()}. The row: {LogText.Raw(_csv.Raw)}");
        if (batch.KeepsNextRejectedRow)
            batch.Keep(new RejectedRow(_path, _csv.Line, reason, _csv.Lines, LogText.Raw(_csv.Raw), Found(reason)));
    }

    /// <summary>What stands where the fault is.</summary>
    private string Found(RejectReason reason)
    {
        if (reason == RejectReason.FieldCount) return $"{_csv.FieldCount} fields where the header has {_columns.Count}";
        if (LogColumns.FieldOf(reason) is not { } field || _columns[field] is not { Length: > 0 } columns) return "the record cannot be read";
        var column = columns.Where(each => !MissingMarker.Is(_csv.Field(each))).Append(columns[0]).First();
        return $"column {_columns.NameOf(column)} holds '{LogText.Raw(_csv.Field(column))}'";
    }
}
