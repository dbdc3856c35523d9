using LlmWorkload.Datasets;

namespace LlmWorkload.Reading.Csv;

/// <content>What becomes of records that are no rows.</content>
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
        if (reason == RejectReason.FieldCount) return $"{_csv.FieldCount} fields where the header has {_header.Count}";
        if (RejectReason.FieldOf(reason) is not { } field || _header.Plan.SlotsOf(field) is not { Count: > 0 } slots)
            return "the record cannot be read";
        var record = new CsvRecord(_csv, _cells);
        var slot = slots.Where(each => !MissingMarker.Is(record[each])).Append(slots[0]).First();
        return $"column {_header.NameOf(slot)} holds '{LogText.Raw(record[slot])}'";
    }
}
