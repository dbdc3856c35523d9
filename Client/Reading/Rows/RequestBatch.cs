using System.Runtime.InteropServices;
using LlmWorkload.Datasets;

namespace LlmWorkload.Reading;

/// <summary>
/// Requests as columns of one fixed capacity, filled again and again by <see cref="IRequestReader.Read"/>. Only the first
/// <see cref="Rows"/> entries of a column hold requests. A missing number is <see cref="Missing.Value"/>, a missing text -1.
/// </summary>
internal sealed class RequestBatch
{
    /// <summary>How many rejected rows a batch keeps; the counts by reason are always complete.</summary>
    public const int KeptRejectedRows = 1_000;

    private readonly List<RejectedRow> _rejected = [];
    private readonly Dictionary<RejectReason, long> _rejectedByReason = [];
    private readonly Dictionary<string, long> _turnedMissing = [];
    private readonly Dictionary<string, long> _noted = [];
    private readonly Dictionary<string, long> _signs = [];
    private readonly long[][] _numbers;
    private readonly int[][] _texts;
    private readonly bool[] _isAbsent = new bool[RequestFields.Numbers.Length];
    private readonly bool[] _isTextAbsent = new bool[RequestFields.Texts.Length];
    private readonly Dictionary<int, DayCount> _days = [];
    private (long From, int Number) _day = (long.MaxValue, 0);
    private long _rowsOfDay;
    private long _lineOfDay;

    /// <summary>Creates a batch of <paramref name="capacity"/> records.</summary>
    public RequestBatch(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        Capacity = capacity;
        _numbers = Array.ConvertAll(RequestFields.Numbers, _ => new long[capacity]);
        _texts = Array.ConvertAll(RequestFields.Texts, _ => new int[capacity]);
        Started = Number(RequestFields.Started);
        Blocks = new BlockLists(capacity);
    }

    /// <summary>The number of records, accepted and rejected together, that fill the batch.</summary>
    public int Capacity { get; }

    /// <summary>The number of requests in the columns.</summary>
    public int Rows { get; internal set; }

    /// <summary>The number of records read for this batch, accepted and rejected.</summary>
    public int Records { get; internal set; }

    /// <summary>The start instants, in UTC ticks of 100 ns since 0001-01-01.</summary>
    public long[] Started { get; }

    /// <summary>The blocks of the prompts.</summary>
    public BlockLists Blocks { get; }

    /// <summary>The first <see cref="KeptRejectedRows"/> rejected rows of this batch, in file order.</summary>
    public IReadOnlyList<RejectedRow> Rejected => _rejected;

    /// <summary>How many rows of this batch were rejected, by reason; a reason without rows is absent.</summary>
    public IReadOnlyDictionary<RejectReason, long> RejectedByReason => _rejectedByReason;

    /// <summary>How many values were present and could not be used, by reason. A reason without values is absent.</summary>
    public IReadOnlyDictionary<string, long> TurnedMissing => new Dictionary<string, long>(_turnedMissing);

    /// <summary>
    /// What is to be said of the rows beside, by name: records that are no request by their kind, rows whose blocks do not fit their
    /// tokens. A name without rows is absent.
    /// </summary>
    public IReadOnlyDictionary<string, long> Noted => new Dictionary<string, long>(_noted);

    /// <summary>What the reading of the rows tells beside of how they are meant, counted by name (<see cref="RowSigns"/>).</summary>
    public IReadOnlyDictionary<string, long> Signs => _signs;

    /// <summary>Records whose start has a unit that the log's format, its column's name or an option says.</summary>
    public long ToldUnits { get; internal set; }

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
        _turnedMissing.Clear();
        _noted.Clear();
        _signs.Clear();
        Blocks.Clear();
        _days.Clear();
        (_day, _rowsOfDay) = ((long.MaxValue, 0), 0);
        Rows = 0;
        Records = 0;
        ToldUnits = 0;
        _rejected.Clear();
        _rejectedByReason.Clear();
    }

    /// <summary>
    /// A column of numbers, by its place among <see cref="RequestFields.Numbers"/>; whoever takes it to write into it makes it one that is
    /// there.
    /// </summary>
    internal long[] Number(int number) => _numbers[number];

    /// <summary>A field's column of numbers.</summary>
    internal long[] Number(RequestField field) => _numbers[RequestFields.NumberOf(field)];

    /// <summary>
    /// A column of texts, as indices into the field's table, −1 for none; by its place among <see cref="RequestFields.Texts"/>.
    /// </summary>
    internal int[] Text(int text) => _texts[text];

    /// <summary>A field's column of texts.</summary>
    internal int[] Text(RequestField field) => _texts[RequestFields.TextOf(field)];

    /// <summary>Whether the log has a column of numbers; where it has none, every value is missing.</summary>
    internal bool Has(int number) => !_isAbsent[number];

    /// <summary>Makes a column of numbers one that the log has or has not.</summary>
    internal void SetHas(int number, bool has)
    {
        if (!has && !_isAbsent[number]) Array.Fill(_numbers[number], Missing.Value);
        _isAbsent[number] = !has;
    }

    /// <summary>Whether the log has a column of texts; where it has none, every text is missing.</summary>
    internal bool HasText(int text) => !_isTextAbsent[text];

    /// <summary>Makes a column of texts one that the log has or has not.</summary>
    internal void SetHasText(int text, bool has)
    {
        if (!has && !_isTextAbsent[text]) Array.Fill(_texts[text], -1);
        _isTextAbsent[text] = !has;
    }

    internal bool KeepsNextRejectedRow => _rejected.Count < KeptRejectedRows;

    internal void CountRejected(RejectReason reason) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_rejectedByReason, reason, out _)++;

    internal void Keep(RejectedRow row) => _rejected.Add(row);

    internal void CountTurnedMissing(string reason) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_turnedMissing, reason, out _)++;

    internal void Note(string name, long count = 1) => CollectionsMarshal.GetValueRefOrAddDefault(_noted, name, out _) += count;

    internal void Sign(string name, long count) => CollectionsMarshal.GetValueRefOrAddDefault(_signs, name, out _) += count;

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
