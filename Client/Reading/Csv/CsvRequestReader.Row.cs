using System.Text;

namespace LlmWorkload.Reading.Csv;

/// <content>What becomes of records that are no rows, and of lines that may have been rows.</content>
internal sealed partial class CsvRequestReader
{
    private static RejectReason ReasonOf(CsvFault fault) => fault switch
    {
        CsvFault.FieldCount => RejectReason.FieldCount,
        CsvFault.UnclosedQuote => RejectReason.UnclosedQuote,
        _ => RejectReason.RecordTooLong,
    };

    private void Reject(RequestBatch batch, RejectReason reason)
    {
        if (reason == RequestFields.Started.Invalid) CheckHeader();
        Reject(batch, reason, Found(reason), _csv.Raw, _csv.Line, _csv.Lines);
    }

    // A header that stands again, as where files were put behind one another, is a row that is rejected. Where its columns have another
    // order, nothing behind it can be read by the first.
    private void CheckHeader()
    {
        string[] cells = [.. Enumerable.Range(0, _csv.FieldCount).Select(column => Encoding.UTF8.GetString(_csv.Field(column)).Trim())];
        if (_header.ReadElsewhere(cells) is not { } name) return;
        throw Fault($"{Path}:{_csv.Line}: another header begins there, whose column {name} is not where the first header has it; expected "
            + "one header a file. Give the parts as files of their own.");
    }

    /// <summary>What stands where the fault is.</summary>
    private string Found(RejectReason reason)
    {
        if (reason == RejectReason.FieldCount) return $"{_csv.FieldCount} fields where the header has {_header.Count}";
        if (RejectReason.FieldOf(reason) is not { } field || _header.Plan.SlotsOf(field) is not { Count: > 0 } slots)
            return "the record cannot be read";
        var record = new CsvRecord(_csv, _cells);
        var slot = slots.Where(each => !MissingMarker.Is(record[each])).Append(slots[0]).First();
        return $"column {_header.NameOf(slot)} holds '{LogText.Raw(record[slot])}'";
    }

    /// <summary>
    /// Whether a quoted field of the record, read or not, holds a line that looks like a row: with as many separators as the header has,
    /// and an instant where a row has its start. Stray quotes make such fields.
    /// </summary>
    private bool HoldsRows()
    {
        var raw = _csv.Raw;
        for (var at = raw.IndexOf(_dialect.LineBreak) + 1; at > 0 && at < raw.Length;)
        {
            var length = raw[at..].IndexOf(_dialect.LineBreak);
            if (IsLikeRow(length < 0 ? WithinQuote(raw[at..]) : raw.Slice(at, length))) return true;
            at = length < 0 ? -1 : at + length + 1;
        }

        return false;
    }

    // In the record's last line the field ends with its quote.
    private static ReadOnlySpan<byte> WithinQuote(ReadOnlySpan<byte> line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] != '"') continue;
            if (at + 1 == line.Length || line[at + 1] != '"') return line[..at];
            at++;
        }

        return line;
    }

    private bool IsLikeRow(ReadOnlySpan<byte> line)
    {
        if (line.Count(_dialect.Separator) != _header.Count - 1 || !_header.Plan.Has(RequestFields.Started)) return false;
        var column = _header.Slots.ColumnOf(_header.Plan.SlotsOf(RequestFields.Started)[0]);
        foreach (var range in line.Split(_dialect.Separator))
        {
            if (column-- > 0) continue;
            var cell = line[range].Trim(" \t\r\""u8);
            return default(TimestampParser).TryParse(cell, out var started) && started != Missing.Value;
        }

        return false;
    }
}
