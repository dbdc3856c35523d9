using LlmWorkload.Datasets;
using ParquetSharp;

namespace LlmWorkload.Reading.Parquet;

/// <content>Going from row to row, and what becomes of those that are no requests.</content>
internal sealed partial class ParquetRequestReader
{
    private RowGroupReader? _group;
    private int _groupsOpened;
    private long _leftInGroup;
    private int _row;
    private int _rowsThere;
    private bool _hasLong;

    /// <inheritdoc/>
    protected override bool ReadNext()
    {
        try
        {
            PassRows();
            while (_leftInGroup == 0)
            {
                CloseGroup();
                if (_groupsOpened == _parquet.Groups.Count) return false;
                OpenGroup();
            }

            FillRows();
            return true;
        }
        catch (Exception e) when (e is not (IOException or OutOfMemoryException))
        {
            throw new InvalidDataException($"row group {_groupsOpened}: {ParquetFile.Words(e)}", e);
        }
    }

    // Of the columns' rows, as many are there as each of them has: their pages end at different ones.
    private void FillRows()
    {
        (_row, _rowsThere) = (0, (int)Math.Min(ParquetColumn.MaxRows, _leftInGroup));
        _hasLong = false;
        foreach (var column in _read)
        {
            _rowsThere = Math.Min(_rowsThere, column.Fill());
            _hasLong |= column.HasLong;
        }
    }

    private void PassRows()
    {
        foreach (var column in _read) column.Pass(_rowsThere);
        _leftInGroup -= _rowsThere;
        (_row, _rowsThere) = (0, 0);
    }

    private void OpenGroup()
    {
        _group = _parquet.Group(_groupsOpened);
        _leftInGroup = _parquet.Groups[_groupsOpened++];
        foreach (var column in _read) column.Open(_group, _leftInGroup);
    }

    private void CloseGroup()
    {
        if (_group is null) return;
        foreach (var column in _read) column.Finish();
        _group.Dispose();
        _group = null;
    }

    /// <inheritdoc/>
    protected override void ReadRecord(RequestBatch batch)
    {
        Records++;
        batch.Records++;
        var record = new ParquetRecord(_columns, _cells, _row);
        if (IsTooLong())
        {
            Reject(batch, RejectReason.RecordTooLong);
        }
        else
        {
            _cells.Read(record);
            if (_rows.TryAdd(record, batch, Records, out var reason)) batch.Rows++;
            else if (reason is not null) Reject(batch, reason);
        }

        _row++;
    }

    private bool IsTooLong()
    {
        if (!_hasLong) return false;
        foreach (var column in _read)
        {
            if (column.IsTooLong(_row)) return true;
        }

        return false;
    }

    // Rows that are passed over are not read, but where sessions go on from them.
    private void GoTo(FilePosition position)
    {
        if (position.Offset != _parquet.Length || position.Record > _parquet.Rows)
        {
            throw Fault($"{Path}: reading was to go on at row {position.Record + 1:N0} of a file of {position.Offset:N0} bytes, and the "
                + $"file has {_parquet.Rows:N0} rows and {_parquet.Length:N0} bytes. It has changed since.");
        }

        try
        {
            if (_plan.Chain.Id >= 0) RememberTo(position.Record);
            else SkipTo(position.Record);
        }
        catch (InvalidDataException e)
        {
            throw Fault($"{Path}: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private void RememberTo(long record)
    {
        while (Records < record && (_row < _rowsThere || Advance()))
        {
            var row = new ParquetRecord(_columns, _cells, _row++);
            _cells.Read(row);
            _rows.Remember(row);
            Records++;
        }

        ThrowFailure();
    }

    private void SkipTo(long record)
    {
        while (_groupsOpened < _parquet.Groups.Count && Records + _parquet.Groups[_groupsOpened] <= record)
            Records += _parquet.Groups[_groupsOpened++];
        if (Records == record) return;
        OpenGroup();
        foreach (var column in _read) column.Skip(record - Records);
        _leftInGroup -= record - Records;
        Records = record;
    }

    private void Reject(RequestBatch batch, RejectReason reason) => Reject(batch, reason, Found(reason), Raw(), Records, 1);

    /// <summary>What stands where the fault is.</summary>
    private string Found(RejectReason reason)
    {
        if (RejectReason.FieldOf(reason) is not { } field || _plan.SlotsOf(field) is not { Count: > 0 } slots)
            return "the record cannot be read";
        var record = new ParquetRecord(_columns, _cells, _row);
        var slot = slots.Where(each => !MissingMarker.Is(record[each])).Append(slots[0]).First();
        return $"column {NameOf(slot)} holds '{LogText.Raw(record[slot])}'";
    }

    // The values that are read, as they would stand in a line.
    private ReadOnlySpan<byte> Raw()
    {
        var raw = new ParquetText();
        foreach (var column in _read)
        {
            if (raw.Length > 0) raw.Add((byte)' ');
            var value = column[_row];
            raw.Add(value[..Math.Min(value.Length, LogText.MaxRawBytes)]);
        }

        return raw[0, raw.Length];
    }
}
