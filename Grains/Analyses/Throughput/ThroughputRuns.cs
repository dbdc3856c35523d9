namespace LlmWorkload.Kernels;

/// <summary>
/// A value for every whole second of a span, as runs of equal values. A model that is idle for years takes one run, and so does a request
/// that lasts for days.
/// </summary>
/// <param name="first">The first second, counted from 0001-01-01.</param>
internal sealed class ThroughputRuns(long first)
{
    private readonly List<double> _values = [];
    private readonly List<long> _counts = [];

    /// <summary>The first second, counted from 0001-01-01.</summary>
    public long First => first;

    /// <summary>How many seconds there are.</summary>
    public long Seconds { get; private set; }

    /// <summary>The second after the last.</summary>
    public long End => First + Seconds;

    /// <summary>How many runs there are; neighbours differ in value.</summary>
    public int Count => _values.Count;

    /// <summary>The value of a run, and of how many seconds.</summary>
    public (double Value, long Seconds) this[int run] => (_values[run], _counts[run]);

    /// <summary>Adds seconds of one value at the end.</summary>
    public void Append(double value, long seconds)
    {
        if (seconds == 0) return;
        Seconds += seconds;
        if (_values.Count > 0 && _values[^1] == value)
        {
            _counts[^1] += seconds;
            return;
        }

        _values.Add(value);
        _counts.Add(seconds);
    }

    /// <summary>The same values over a longer span, 0 in the seconds before and after; only zeros where there are no values.</summary>
    /// <param name="from">The first second, not after <see cref="First"/> where there are any.</param>
    /// <param name="end">The second after the last, not before <see cref="End"/>.</param>
    public ThroughputRuns Over(long from, long end)
    {
        if (from == First && end == End) return this;
        var longer = new ThroughputRuns(from);
        if (Seconds > 0) longer.Append(0, First - from);
        for (var run = 0; run < Count; run++) longer.Append(_values[run], _counts[run]);
        longer.Append(0, end - longer.End);
        return longer;
    }
}
