using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;
using LlmWorkload.Datasets;

namespace LlmWorkload.Reading.Csv;

/// <content>From one record to one row of a batch, or to a rejected row.</content>
internal sealed partial class CsvRequestReader
{
    private static readonly int ModelAt = RequestFields.TextOf(RequestFields.Model);

    /// <summary>
    /// Checks the current record in the order of <see cref="RejectReason"/> and writes it to <paramref name="row"/> of <paramref
    /// name="batch"/>. A rejected row adds no text to any table.
    /// </summary>
    private bool TryReadRow(RequestBatch batch, int row, [NotNullWhen(false)] out RejectReason? reason)
    {
        if (_csv.Fault != CsvFault.None)
            return Fails(ReasonOf(_csv.Fault), out reason);
        if (!_startedParser.TryParse(Number(_started), out var started))
            return Fails(RequestFields.Started.Invalid, out reason);
        if (started == Missing.Value)
            return Fails(RequestFields.Started.Missing, out reason);
        if (!TryText(_texts[ModelAt], out var model) && _namedModel.Length == 0)
            return Fails(RequestFields.Model.Missing, out reason);
        if (!_completedParser.TryParse(Number(_completed), out var completed))
            return Fails(RequestFields.Completed.Invalid, out reason);
        var negatives = 0UL;
        for (var i = 0; i < _numbers.Length; i++)
        {
            var number = _numbers[i];
            var field = Number(number.Columns);
            if (!number.TryParse(field, out _values[i])) return Fails(number.Field.Invalid, out reason);

            // A value that parses to missing and begins with a sign is a negative one.
            if (_values[i] == Missing.Value && field.Length > 0 && field[0] == '-') negatives |= 1UL << i;
        }

        if (!TryIntern(batch, row, model, out reason))
            return false;

        batch.Started[row] = started;
        for (var i = 0; i < _numbers.Length; i++)
        {
            var number = _numbers[i];
            if (completed != Missing.Value && number.IsDuration)
            {
                number.Values[row] = Between(started, completed, batch);
                continue;
            }

            number.Values[row] = _values[i];
            if ((negatives & (1UL << i)) != 0) batch.CountTurnedMissing(number.Field.Negative);
        }

        batch.CountDay(started, _csv.Line);
        return true;
    }

    private static bool Fails(RejectReason reason, out RejectReason? fault)
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

    private static long Between(long started, long completed, RequestBatch batch)
    {
        if (completed >= started) return completed - started;
        batch.CountTurnedMissing("completed_before_started");
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

    private bool TryIntern(RequestBatch batch, int row, ReadOnlySpan<byte> namedByRow, [NotNullWhen(false)] out RejectReason? reason)
    {
        // Only what is new can be wrong: a text that is found was checked when it was added. What is new is added when all of it is right.
        var isNew = 0UL;
        for (var i = 0; i < _texts.Length; i++)
        {
            if (!TryTextOf(i, namedByRow, out var text))
            {
                batch.Text(i)[row] = -1;
                continue;
            }

            var index = _tables[i].Find(text);
            batch.Text(i)[row] = index;
            if (index >= 0) continue;
            isNew |= 1UL << i;
            if (!IsText(text, out reason)) return false;
        }

        for (var i = 0; isNew != 0; i++, isNew >>= 1)
        {
            if ((isNew & 1) == 0) continue;
            TryTextOf(i, namedByRow, out var text);
            batch.Text(i)[row] = _tables[i].Intern(text);
        }

        reason = null;
        return true;
    }

    private bool TryTextOf(int field, ReadOnlySpan<byte> namedByRow, out ReadOnlySpan<byte> text)
    {
        if (field != ModelAt) return TryText(_texts[field], out text);
        text = namedByRow.IsEmpty ? _namedModel : namedByRow;
        return true;
    }

    private static bool IsText(ReadOnlySpan<byte> text, [NotNullWhen(false)] out RejectReason? reason)
    {
        reason = !Utf8.IsValid(text) ? RejectReason.InvalidUtf8 : text.Contains((byte)0) ? RejectReason.NulCharacter : null;
        return reason is null;
    }

    private void Reject(RequestBatch batch, RejectReason reason)
    {
        batch.CountRejected(reason);
        if (_options.Strict)
            throw Fault($"{_path}:{_csv.Line}: {reason.Text}: {Found(reason)}; expected {reason.Expected}. The row: "
                + $"{LogText.Raw(_csv.Raw)}");
        if (batch.KeepsNextRejectedRow)
            batch.Keep(new RejectedRow(_path, new RejectedRecord(_name, _csv.Line, reason.Text, LogText.Raw(_csv.Raw), _csv.Lines), reason,
                Found(reason)));
    }

    /// <summary>What stands where the fault is.</summary>
    private string Found(RejectReason reason)
    {
        if (reason == RejectReason.FieldCount) return $"{_csv.FieldCount} fields where the header has {_columns.Count}";
        if (CsvColumns.FieldOf(reason) is not { } field || _columns[field] is not { Length: > 0 } columns)
            return "the record cannot be read";
        var column = columns.Where(each => !MissingMarker.Is(_csv.Field(each))).Append(columns[0]).First();
        return $"column {_columns.NameOf(column)} holds '{LogText.Raw(_csv.Field(column))}'";
    }
}
