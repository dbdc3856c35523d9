using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace LlmWorkload.Reading;

/// <summary>
/// Makes rows of a batch out of records, by a plan. A rejected record adds no text to any table. Not safe for use by two threads at once.
/// </summary>
internal sealed partial class RowBuilder
{
    /// <summary>The name under which requests that failed are counted, where they are left out.</summary>
    public const string FailedDropped = "failed_dropped";

    private const int LooksAtRows = 1_000;

    private static readonly int ModelAt = RequestFields.TextOf(RequestFields.Model);
    private static readonly int UserAt = RequestFields.TextOf(RequestFields.User);
    private static readonly int StatusAt = RequestFields.TextOf(RequestFields.Status);
    private static readonly int SessionAt = RequestFields.TextOf(RequestFields.Session);
    private static readonly int FailedAt = RequestFields.NumberOf(RequestFields.Failed);
    private static readonly int InputAt = RequestFields.NumberOf(RequestFields.InputTokens);

    private readonly RecordPlan _plan;
    private readonly RequestTables _tables;
    private readonly ReadingOptions _options;
    private readonly InstantReading _instants;
    private readonly SlotChoice _started;
    private readonly SlotChoice _completed;
    private readonly FieldRule? _startedRule;
    private readonly NumberColumn[] _numbers;
    private readonly int[] _absent;
    private readonly TextColumn[] _texts;
    private readonly bool[] _mayHaveText;
    private readonly FailureRule _failure;
    private readonly SessionChain? _chain;
    private TimestampParser _startedParser;
    private TimestampParser _completedParser;
    private readonly bool _wantsWholeInstants;

    // A column of models names them all; only records whose names are not known beforehand may name none.
    private readonly byte[] _namedModel;
    private bool _anyFailed;
    private bool _isContrary;
    private long _toldUnits;

    /// <summary>Makes rows by a plan.</summary>
    public RowBuilder(RecordPlan plan, RequestTables tables, ReadingOptions options)
    {
        (_plan, _tables, _options) = (plan, tables, options);
        _instants = new InstantReading { Origin = options.Origin, Zone = options.TimeZone };
        (_startedParser, _completedParser) = (new TimestampParser(_instants), new TimestampParser(_instants));
        (_started, _completed) = (plan[RequestFields.Started], plan[RequestFields.Completed]);
        _startedRule = plan.RuleOf(RequestFields.Started);
        var numbers = RequestFields.Numbers.Where(field => field != RequestFields.Started && field != RequestFields.Failed)
            .ToLookup(field => plan.IsOpen || plan.Has(field) || (field == RequestFields.Duration && _completed.Any));
        _numbers = [.. numbers[true].Select(field => new NumberColumn(field, plan[field], plan.RuleOf(field), plan.UnitSlotOf(field)))];
        _absent = [.. numbers[false].Select(RequestFields.NumberOf)];
        _texts = [.. RequestFields.Texts.Select((field, at) => new TextColumn(plan[field], plan.Constants[at]))];
        _mayHaveText = [.. RequestFields.Texts.Select((field, at) => plan.IsOpen || plan[field].Any || plan.Constants[at].Length > 0
            || at == ModelAt || (at == StatusAt && plan.FailedWhere.Count > 0) || (at == SessionAt && plan.Chain.Id >= 0))];
        _namedModel = plan.IsOpen || !plan[RequestFields.Model].Any ? plan.NamedModel : [];
        _failure = new FailureRule(plan);
        _wantsWholeInstants = plan.Mapping.HasWholeInstants && options.Format is null && options.TimeUnit == TimeUnit.Untold;
        _chain = plan.Chain.Id >= 0 ? new SessionChain(plan.Chain.Id, plan.Chain.Parent) : null;
    }

    /// <summary>The ids of records that are requests, where a record is none whose parent is one; null before they are known.</summary>
    public HashSet<string>? Parents { get; set; }

    /// <summary>Starts a batch.</summary>
    public void Begin(RequestBatch batch)
    {
        foreach (var number in _absent) batch.SetHas(number, false);
        for (var text = 0; text < _texts.Length; text++) batch.SetHasText(text, _mayHaveText[text]);
        foreach (var number in _numbers) number.Into(batch);
        batch.SetHas(FailedAt, true);
        (_anyFailed, _toldUnits, _isContrary) = (false, 0, false);
    }

    /// <summary>
    /// Refuses a log whose first rows start at numbers without a unit that are spreadsheet serial days, as if they were seconds of 1970.
    /// </summary>
    /// <param name="batch">The first batch of the log, before its end.</param>
    /// <exception cref="WorkloadException">All of its first rows do.</exception>
    public void CheckFirst(RequestBatch batch)
    {
        if (_instants.Numbers == 0 || _toldUnits > 0 || _startedRule is not null || _options.Origin != 0) return;
        var started = batch.Started.AsSpan(0, Math.Min(batch.Rows, LooksAtRows));
        if (started.IsEmpty || !SerialDays.AreAll(started)) return;
        throw new WorkloadException($"{_plan.LogName}: the instants are spreadsheet serial days, such as {SerialDays.Text(started[0])} for "
            + $"{SerialDays.Date(started[0])}. Export them as text, such as 2025-09-01T22:15:00Z; or, if they are seconds, give "
            + "--time-unit s.")
        { IsInput = true };
    }

    /// <summary>Ends a batch: columns that none of its rows has are absent.</summary>
    public void End(RequestBatch batch)
    {
        foreach (var number in _numbers)
        {
            if ((number.Field.IsUsual && !_plan.IsOpen) || !batch.Has(number.At)) continue;
            if (!batch.Number(number.At).AsSpan(0, batch.Rows).ContainsAnyExcept(Missing.Value)) batch.SetHas(number.At, false);
        }

        SignStatuses(batch);
        if (!_anyFailed) batch.SetHas(FailedAt, false);
        if (_instants.DatesOfDigits > 0) batch.Note("started_date_of_digits", _instants.DatesOfDigits);
        if (_instants.Repeated > 0) batch.Note("started_in_repeated_hour", _instants.Repeated);
        if (_instants.Skipped > 0) batch.Note("started_in_skipped_hour", _instants.Skipped);
        batch.ToldUnits = _startedRule is null ? _toldUnits : batch.Rows;
        _instants.Clear();
    }

    /// <summary>
    /// Checks a record in the order of <see cref="RejectReason"/> and writes it to the next row of a batch. Rows and records are counted by
    /// whoever calls.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="line">The record's line.</param>
    /// <param name="reason">Why it is rejected; null where it is a row or no request.</param>
    /// <returns>Whether it is a row.</returns>
    public bool TryAdd<TRecord>(TRecord record, RequestBatch batch, long line, out RejectReason? reason)
        where TRecord : IRecord
    {
        reason = null;
        if (_plan.KeptWhere.Count > 0 && !IsKept(record))
        {
            batch.Note(_plan.Mapping.Ignored);
            return false;
        }

        var row = batch.Rows;
        if (_wantsWholeInstants) CheckInstant(Number(record, _started, out _), line);
        if (!TryStarted(record, out var started)) return Fails(RequestFields.Started.Invalid, out reason);
        if (started == Missing.Value) return Fails(RequestFields.Started.Missing, out reason);
        if (!TryText(record, ref _texts[ModelAt], out _) && _namedModel.Length == 0 && _plan.Constants[ModelAt].Length == 0)
            return Fails(RequestFields.Model.Missing, out reason);
        if (!TryCompleted(record, out var completed)) return Fails(RequestFields.Completed.Invalid, out reason);
        if (_instants.HasAbsolute) throw NoOrigin(record, line);
        if (!TryNumbers(record, out reason)) return false;
        if (!TryBlocks(record, batch, row)) return Fails(RejectReason.Blocks, out reason);
        var hasFailed = _failure.HasFailed(record, out var status, out var contrary);
        if (hasFailed && _options.DropFailed)
        {
            batch.Blocks.Remove(row);
            batch.Note(FailedDropped);
            return false;
        }

        if (!TryIntern(record, batch, row, status, hasFailed, out reason))
        {
            batch.Blocks.Remove(row);
            return false;
        }

        batch.Started[row] = started;
        foreach (var number in _numbers) number.Write(row, started, completed, batch, _plan.Mapping.DurationIsFirst);
        if (hasFailed && _plan.Mapping.HasNoTimesOfFailed)
            (batch.Number(RequestFields.Ttft)[row], batch.Number(RequestFields.Duration)[row]) = (Missing.Value, Missing.Value);
        batch.Number(FailedAt)[row] = hasFailed ? 1 : Missing.Value;
        _anyFailed |= hasFailed;
        if (contrary >= 0) SignContrary(batch, record[contrary]);
        CheckBlocks(batch, row);
        if (_plan.Counted >= 0 && WholeNumber.TryParse(record[_plan.Counted], out var counted) && counted > 0)
            batch.Note(_plan.Mapping.Counted!.Value.Name, counted);
        batch.CountDay(started, line);
        return true;
    }

    /// <summary>Whether a record is a request by its own values.</summary>
    public bool IsOfKind<TRecord>(TRecord record)
        where TRecord : IRecord
    {
        foreach (var condition in _plan.KeptWhere)
        {
            if (!FailureRule.IsSo(record, condition)) return false;
        }

        return true;
    }

    /// <summary>Takes note of a record that an earlier reading has made a row of, where later ones need it.</summary>
    public void Remember<TRecord>(TRecord record)
        where TRecord : IRecord => _chain?.RootOf(record);

    private bool IsKept<TRecord>(TRecord record)
        where TRecord : IRecord
    {
        if (!IsOfKind(record)) return false;
        return _plan.Parents.Parent < 0 || record[_plan.Parents.Parent] is not { IsEmpty: false } parent
            || Parents?.Contains(Encoding.UTF8.GetString(parent)) != true;
    }

    // Formats that share their names have other units: nobody can tell which of them is meant.
    private void CheckInstant(ReadOnlySpan<byte> text, long line)
    {
        var point = text.IndexOf((byte)'.');
        if (point < 0 || text.Contains((byte)':') || !text[(point + 1)..].ContainsAnyExcept((byte)'0')) return;
        throw new WorkloadException($"{_plan.LogName}:{line}: the format {_plan.Mapping.Name} has whole milliseconds, and the instant "
            + $"{LogText.Raw(text)} has a fraction. Give --format guidellm for seconds, or --time-unit.")
        { IsInput = true };
    }

    private WorkloadException NoOrigin<TRecord>(TRecord record, long line)
        where TRecord : IRecord => new($"{_plan.LogName}:{line}: --origin is for traces whose instants are numbers that count from 0, and "
            + $"this log has absolute ones (started: {LogText.Raw(Number(record, _started, out _))}). Leave --origin out.")
        { IsInput = true };

    private bool TryStarted<TRecord>(TRecord record, out long started)
        where TRecord : IRecord
    {
        if (_startedRule is not null) return _startedRule.TryCompute(record, FieldKind.Instant, out started);
        if (IsStored(record, _started, FieldKind.Instant, out started))
        {
            if (_started.Unit != TimeUnit.Untold) _toldUnits++;
            return true;
        }

        var text = Number(record, _started, out var unit);
        if (unit != TimeUnit.Untold) _toldUnits++;
        return _startedParser.TryParse(text, unit, out started);
    }

    private bool TryCompleted<TRecord>(TRecord record, out long completed)
        where TRecord : IRecord =>
        IsStored(record, _completed, FieldKind.Instant, out completed)
            || _completedParser.TryParse(Number(record, _completed, out var unit), unit, out completed);

    // With an origin, a text tells that it needs none.
    private bool IsStored<TRecord>(TRecord record, SlotChoice choice, FieldKind kind, out long value)
        where TRecord : IRecord
    {
        value = Missing.Value;
        return TRecord.HasNumbers && _options.Origin == 0 && choice.First >= 0
            && (kind != FieldKind.Seconds || choice.Unit is TimeUnit.Untold or TimeUnit.Seconds)
            && record.TryNumber(choice.First, kind, out value);
    }

    private bool TryNumbers<TRecord>(TRecord record, [NotNullWhen(false)] out RejectReason? reason)
        where TRecord : IRecord
    {
        foreach (var number in _numbers)
        {
            if (number.Rule is { } rule)
            {
                if (!rule.TryCompute(record, number.Field.Kind, out number.Value)) return Fails(number.Field.Invalid, out reason);
                number.Turned = number.Value is < 0 and not Missing.Value ? number.Field.Negative : null;
                if (number.Turned is not null) number.Value = Missing.Value;
                continue;
            }

            if (number.UnitSlot < 0 && IsStored(record, number.Choice, number.Field.Kind, out number.Value))
            {
                number.Turned = null;
                continue;
            }

            var text = Number(record, number.Choice, out var unit);
            var isUnit = number.UnitSlot < 0 || TryUnit(record[number.UnitSlot], ref unit);
            if (!number.TryParse(text, unit)) return Fails(number.Field.Invalid, out reason);

            // A value that parses to missing and begins with a sign is a negative one.
            number.Turned = number.Value == Missing.Value && text.Length > 0 && text[0] == '-' ? number.Field.Negative : null;
            if (isUnit || number.Value == Missing.Value) continue;
            (number.Value, number.Turned) = (Missing.Value, number.Field.UnitUnknown);
        }

        reason = null;
        return true;
    }

    // Without a text, the unit stays that of the format.
    private static bool TryUnit(ReadOnlySpan<byte> text, ref TimeUnit unit)
    {
        if (MissingMarker.Is(text)) return true;
        if (TimeUnits.Written(text) is not { } written) return false;
        unit = written;
        return true;
    }

    private bool TryBlocks<TRecord>(TRecord record, RequestBatch batch, int row)
        where TRecord : IRecord
    {
        if (!_plan.Blocks.Any) return true;
        var list = record[_plan.Blocks.First];
        if (MissingMarker.Is(list)) return true;
        if (BlockText.TryParse(list, batch.Blocks, row)) return true;
        batch.Blocks.Remove(row);
        return false;
    }

    private void CheckBlocks(RequestBatch batch, int row)
    {
        var blocks = batch.Blocks[row].Length;
        if (_plan.BlockSize == 0 || blocks == 0) return;
        var input = batch.Number(InputAt)[row];
        if (input != Missing.Value && (input + _plan.BlockSize - 1) / _plan.BlockSize != blocks) batch.Note("length_mismatch");
    }

    private static bool Fails(RejectReason reason, out RejectReason? fault)
    {
        fault = reason;
        return false;
    }

    /// <summary>The first value that is not missing; the best where all are.</summary>
    private static ReadOnlySpan<byte> Number<TRecord>(TRecord record, SlotChoice choice, out TimeUnit unit)
        where TRecord : IRecord
    {
        unit = choice.Unit;
        if (choice.First < 0) return default;
        var value = record[choice.First];
        if (choice.Others.Length == 0 || !MissingMarker.Is(value)) return value;
        foreach (var (slot, other) in choice.Others)
        {
            var next = record[slot];
            if (MissingMarker.Is(next)) continue;
            unit = other;
            return next;
        }

        return value;
    }

    /// <summary>A field of numbers: where a record has it, and the column of a batch that it goes to.</summary>
    private sealed class NumberColumn(RequestField of, SlotChoice choice, FieldRule? rule, int unitSlot)
    {
        /// <summary>The value of the record that is read.</summary>
        public long Value;

        private readonly FieldKind _kind = of.Kind;
        private readonly bool _isDuration = of == RequestFields.Duration;
        private long[] _values = [];
        private TimestampParser _instants;

        public RequestField Field => of;

        public SlotChoice Choice => choice;

        public FieldRule? Rule => rule;

        /// <summary>The slot of the text that says the unit; −1 for none.</summary>
        public int UnitSlot => unitSlot;

        public int At { get; } = RequestFields.NumberOf(of);

        /// <summary>Why the record's value counts as missing; null where it does not, or there is none.</summary>
        public string? Turned { get; set; }

        public void Into(RequestBatch batch)
        {
            batch.SetHas(At, true);
            _values = batch.Number(At);
        }

        public bool TryParse(ReadOnlySpan<byte> text, TimeUnit unit) => _kind switch
        {
            FieldKind.Whole => WholeNumber.TryParse(text, out Value),
            FieldKind.Seconds => Seconds.TryParse(text, unit.Digits(), out Value),
            FieldKind.Money => Money.TryParse(text, out Value),
            _ => _instants.TryParse(text, unit, out Value),
        };

        public void Write(int row, long started, long completed, RequestBatch batch, bool isFirst)
        {
            if (_isDuration && completed != Missing.Value && !(isFirst && Value != Missing.Value))
            {
                _values[row] = completed >= started ? completed - started : Missing.Value;
                if (completed < started) batch.CountTurnedMissing("completed_before_started");
                return;
            }

            _values[row] = Value;
            if (Turned is not null) batch.CountTurnedMissing(Turned);
        }
    }
}
