using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Inspection;

/// <summary>Adds up the batches of one log as a dataset does. Not safe for use by two threads at once.</summary>
/// <param name="tables">The texts of the batches.</param>
internal sealed class InspectedRows(RequestTables tables)
{
    private const int MostFirst = 5;

    // What is shown of every log, whether it has it or not; what else it has comes behind.
    private static readonly RequestField[] Always =
    [
        RequestFields.Started, RequestFields.User, RequestFields.Model, RequestFields.InputTokens, RequestFields.OutputTokens,
        RequestFields.Ttft, RequestFields.Duration,
    ];

    private readonly RowSigns _signs = new();
    private readonly Dictionary<string, long> _rejected = [];
    private readonly Dictionary<string, long> _turnedMissing = [];
    private readonly Dictionary<string, long> _noted = [];
    private readonly Dictionary<string, long> _counted = [];
    private readonly SortedDictionary<int, DayCount> _days = [];
    private readonly List<RejectedRow> _rejectedRows = [];
    private readonly List<Dictionary<string, object>> _first = [];
    private long _rows;
    private long _firstStarted = Missing.Value;
    private long _lastStarted = Missing.Value;

    /// <summary>Records that were added.</summary>
    public long Records { get; private set; }

    /// <summary>The first rejected rows.</summary>
    public IReadOnlyList<RejectedRow> Rejected => _rejectedRows;

    /// <summary>The fields of the first rows: those of every log, and behind them those that any of the rows has.</summary>
    public IReadOnlyList<string> Fields =>
    [
        .. Always.Select(each => each.Name),
        .. RequestFields.All.Except(Always).Select(each => each.Name).Append("blocks").Where(
            name => _first.Exists(row => row.ContainsKey(name))),
    ];

    /// <summary>The first rows, a value for each of <see cref="Fields"/>; null where it is missing.</summary>
    public IReadOnlyList<object?[]> First => [.. _first.Select(row => Fields.Select(name => row.GetValueOrDefault(name)).ToArray())];

    /// <summary>Adds a batch.</summary>
    public void Add(RequestBatch batch)
    {
        Records += batch.Records;
        Add(_rejected, batch.RejectedByReason.Select(each => KeyValuePair.Create(each.Key.Text, each.Value)));
        Add(_turnedMissing, batch.TurnedMissing);
        Add(_noted, batch.Noted);
        Add(_counted, _signs.Of(batch, tables.Users.Count));
        _rejectedRows.AddRange(batch.Rejected.Take(RequestBatch.KeptRejectedRows - _rejectedRows.Count));
        foreach (var day in batch.Days)
            _days[day.Day] = _days.TryGetValue(day.Day, out var known) ? known with { Rows = known.Rows + day.Rows } : day;
        for (var row = 0; row < batch.Rows && _first.Count < MostFirst; row++) _first.Add(Values(batch, row));
        _rows += batch.Rows;
        foreach (var started in batch.Started.AsSpan(0, batch.Rows))
        {
            _firstStarted = _firstStarted == Missing.Value ? started : Math.Min(_firstStarted, started);
            _lastStarted = Math.Max(_lastStarted, started);
        }
    }

    /// <summary>The log as a dataset would have it.</summary>
    /// <param name="file">What is known of it before its rows.</param>
    public CatalogFile Describe(CatalogFile file) => file with
    {
        Rows = _rows,
        Rejected = _rejected,
        TurnedMissing = _turnedMissing,
        Noted = _noted,
        Signs = _counted,
        Days = [.. _days.Values],
        First = _firstStarted,
        Last = _lastStarted,
    };

    private static void Add(Dictionary<string, long> counts, IEnumerable<KeyValuePair<string, long>> more)
    {
        foreach (var (name, count) in more) counts[name] = counts.GetValueOrDefault(name) + count;
    }

    private Dictionary<string, object> Values(RequestBatch batch, int row)
    {
        var values = new Dictionary<string, object>();
        foreach (var field in RequestFields.All)
        {
            if (ValueOf(field, batch, row) is { } value) values[field.Name] = value;
        }

        if (!batch.Blocks[row].IsEmpty) values["blocks"] = batch.Blocks[row].Length;
        return values;
    }

    private object? ValueOf(RequestField field, RequestBatch batch, int row)
    {
        if (field.Kind == FieldKind.Text)
        {
            var text = RequestFields.TextOf(field);
            return batch.HasText(text) && batch.Text(text)[row] is >= 0 and var index ? tables[text].Text(index) : null;
        }

        var number = RequestFields.NumberOf(field);
        if (number < 0 || !batch.Has(number) || batch.Number(number)[row] is Missing.Value) return null;
        var value = batch.Number(number)[row];
        return field.Kind switch
        {
            FieldKind.Instant => InvariantText.Instant(value),
            FieldKind.Seconds => value / (double)TimeSpan.TicksPerSecond,
            FieldKind.Money => value / 1e9,
            _ => value,
        };
    }
}
