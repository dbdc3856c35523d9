namespace LlmWorkload.Kernels;

/// <summary>
/// Finds order statistics of values that lie in many places. The values are not gathered: their counts in <see cref="ValueBuckets"/> tell
/// in which few buckets the ranks lie, and the values of these buckets tell the order statistics.
/// </summary>
internal sealed class OrderSelection
{
    private readonly long _n;
    private readonly long[] _ranks;
    private readonly long[] _ranksAmongPicked;

    /// <summary>Looks for the ranks of <see cref="OrderStatistics.RanksOf"/>.</summary>
    /// <param name="buckets">Buckets and how many values each holds; at least one value.</param>
    public OrderSelection(FrequencyMap buckets)
    {
        _n = buckets.N;
        _ranks = OrderStatistics.RanksOf(_n);
        _ranksAmongPicked = new long[_ranks.Length];
        var wanted = new List<long>();
        long below = 0, left = 0;
        var next = 0;
        var values = buckets.Values;
        var counts = buckets.Counts;
        for (var i = 0; i < values.Length; i++)
        {
            var through = below + counts[i];
            if (next == _ranks.Length || _ranks[next] >= through) left += counts[i];
            else wanted.Add(values[i]);
            for (; next < _ranks.Length && _ranks[next] < through; next++) _ranksAmongPicked[next] = _ranks[next] - left;
            below = through;
        }

        Buckets = [.. wanted];
        Values = _n - left;
    }

    /// <summary>The buckets whose values are needed, ascending.</summary>
    public long[] Buckets { get; }

    /// <summary>How many values these hold.</summary>
    public long Values { get; }

    /// <summary>The order statistics, from all values in <see cref="Buckets"/>.</summary>
    public OrderStatistics Of(FrequencyMap picked) => new(_n, _ranks, picked.At(_ranksAmongPicked));
}
