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

    private void Reject(RequestBatch batch, RejectReason reason) =>
        Reject(batch, reason, Found(reason), _csv.Raw, _csv.Line, _csv.Lines);

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
