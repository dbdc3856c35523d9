using System.Runtime.InteropServices;
using LlmWorkload.Datasets;

namespace LlmWorkload.Reading;

/// <summary>
/// Requests as columns of one fixed capacity, filled again and again by <see cref="RequestLogReader.Read"/>. Only the first
/// <see cref="Rows"/> entries of a column hold requests. A missing number is <see cref="Missing.Value"/>, a missing text -1.
/// </summary>
public sealed class RequestBatch
{
    /// <summary>How many rejected rows a batch keeps; the counts by reason are always complete.</summary>
    public const int KeptRejectedRows = 1_000;

    private readonly List<RejectedRow> _rejected = [];
    private readonly Dictionary<RejectReason, long> _rejectedByReason = [];
    private readonly long[] _turnedMissing = new long[TurnedMissingReasons.Count];
    private readonly Dictionary<int, DayCount> _days = [];
    private (long From, int Number) _day = (long.MaxValue, 0);
    private long _rowsOfDay;
    private long _lineOfDay;

    /// <summary>Creates a batch of <paramref name="capacity"/> records.</summary>
    public RequestBatch(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        Capacity = capacity;
        Model = new int[capacity];
        User = new int[capacity];
        Function = new int[capacity];
        Started = new long[capacity];
        InputTokens = new long[capacity];
        OutputTokens = new long[capacity];
        Ttft = new long[capacity];
        Duration = new long[capacity];
    }

    /// <summary>The number of records, accepted and rejected together, that fill the batch.</summary>
    public int Capacity { get; }

    /// <summary>The number of requests in the columns.</summary>
    public int Rows { get; internal set; }

    /// <summary>The number of records read for this batch, accepted and rejected.</summary>
    public int Records { get; internal set; }

    /// <summary>The model: its index in the table of models.</summary>
    public int[] Model { get; }

    /// <summary>The user: its index in the table of users, or -1.</summary>
    public int[] User { get; }

    /// <summary>The function: its index in the table of functions, or -1.</summary>
    public int[] Function { get; }

    /// <summary>The start instants, in UTC ticks of 100 ns since 0001-01-01.</summary>
    public long[] Started { get; }

    /// <summary>Input tokens, ≥ 0.</summary>
    public long[] InputTokens { get; }

    /// <summary>Output tokens, ≥ 0.</summary>
    public long[] OutputTokens { get; }

    /// <summary>Times to first token, in ticks of 100 ns, ≥ 0.</summary>
    public long[] Ttft { get; }

    /// <summary>Durations, in ticks of 100 ns, ≥ 0: completed − started where there is a completion, else the duration column.</summary>
    public long[] Duration { get; }

    /// <summary>The first <see cref="KeptRejectedRows"/> rejected rows of this batch, in file order.</summary>
    public IReadOnlyList<RejectedRow> Rejected => _rejected;

    /// <summary>How many rows of this batch were rejected, by reason; a reason without rows is absent.</summary>
    public IReadOnlyDictionary<RejectReason, long> RejectedByReason => _rejectedByReason;

    /// <summary>How many values were present and could not be used, by reason: <see cref="TurnedMissingReasons"/>. A reason without values is absent.</summary>
    public IReadOnlyDictionary<string, long> TurnedMissing => Enumerable.Range(0, _turnedMissing.Length)
        .Where(reason => _turnedMissing[reason] > 0)
        .ToDictionary(reason => ((TurnedMissingReason)reason).Text(), reason => _turnedMissing[reason]);

    /// <summary>The rows by UTC day, in the order in which days first come.</summary>
    public IReadOnlyList<DayCount> Days
    {
        get
        {
            EndDay();
            return [.. _days.Values];
        }
    }

    /// <summary>Empties the batch.</summary>
    public void Clear()
    {
        _turnedMissing.AsSpan().Clear();
        _days.Clear();
        (_day, _rowsOfDay) = ((long.MaxValue, 0), 0);
        Rows = 0;
        Records = 0;
        _rejected.Clear();
        _rejectedByReason.Clear();
    }

    internal bool KeepsNextRejectedRow => _rejected.Count < KeptRejectedRows;

    internal void CountRejected(RejectReason reason) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_rejectedByReason, reason, out _)++;

    internal void Keep(RejectedRow row) => _rejected.Add(row);

    internal void CountTurnedMissing(TurnedMissingReason reason) => _turnedMissing[(int)reason]++;

    /// <summary>Counts a row under its day. Neighbours are of the same day nearly always.</summary>
    internal void CountDay(long started, long line)
    {
        if ((ulong)(started - _day.From) >= (ulong)TimeSpan.TicksPerDay)
        {
            EndDay();
            var day = (int)(started / TimeSpan.TicksPerDay);
            (_day, _lineOfDay) = ((day * TimeSpan.TicksPerDay, day), line);
        }

        _rowsOfDay++;
    }

    private void EndDay()
    {
        if (_rowsOfDay == 0) return;
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_days, _day.Number, out var isKnown);
        count = isKnown ? count! with { Rows = count.Rows + _rowsOfDay } : new DayCount(_day.Number, _rowsOfDay, _lineOfDay);
        _rowsOfDay = 0;
    }
}
