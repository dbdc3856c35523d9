namespace LlmWorkload.Kernels;

/// <summary>
/// The run of all values of several runs together. Each step takes, of every run, the values at hand up to the least value at which one of
/// them must be read on, and sorts these: that is faster than to compare the first values of many runs again and again, and what is sorted
/// stays in the second-level cache.
/// </summary>
internal sealed class MergedRun : Run
{
    private readonly IReadOnlyList<Run> _runs;
    private readonly long[] _values;
    private long[]? _counts;
    private bool _isLast;

    /// <summary>Begins to read.</summary>
    /// <param name="runs">What is merged; nobody else reads them.</param>
    public MergedRun(IReadOnlyList<Run> runs)
    {
        _runs = runs;
        _values = new long[checked((int)runs.Sum(run => (long)run.Most))];
        Fill();
    }

    /// <inheritdoc/>
    public override bool IsLast => _isLast;

    /// <inheritdoc/>
    public override int Most => _values.Length;

    /// <inheritdoc/>
    protected override void Fill()
    {
        var through = long.MaxValue;
        var haveCounts = false;
        foreach (var run in _runs)
        {
            if (!run.IsLast) through = Math.Min(through, run.Values[^1]);
            haveCounts |= !run.Counts.IsEmpty;
        }

        using var scratch = new Scratch();
        var counts = haveCounts ? scratch.Rent<long>(_values.Length) : default;
        var n = 0;
        _isLast = true;
        foreach (var run in _runs)
        {
            var taken = through == long.MaxValue ? run.Values.Length : Ascending.CountBelow(run.Values, through + 1);
            run.Values[..taken].CopyTo(_values.AsSpan(n));
            if (haveCounts && run.Counts.IsEmpty) counts.Slice(n, taken).Fill(1);
            else if (haveCounts) run.Counts[..taken].CopyTo(counts[n..]);
            n += taken;
            run.Take(taken);
            _isLast &= run.Values.IsEmpty;
        }

        Sort(_values.AsSpan(0, n), counts, scratch);
    }

    private void Sort(Span<long> values, Span<long> counts, Scratch scratch)
    {
        var order = Span<int>.Empty;
        if (counts.IsEmpty)
        {
            RadixSort.Sort(values);
        }
        else
        {
            order = scratch.Rent<int>(values.Length);
            for (var i = 0; i < order.Length; i++) order[i] = i;
            RadixSort.Sort(values, order);
        }

        if (counts.IsEmpty && CountedValues.AreDistinct(values))
        {
            Show(_values.AsMemory(0, values.Length), default);
            return;
        }

        _counts ??= new long[_values.Length];
        var at = -1;
        for (var i = 0; i < values.Length; i++)
        {
            var count = counts.IsEmpty ? 1 : counts[order[i]];
            if (at >= 0 && values[at] == values[i])
            {
                _counts[at] += count;
                continue;
            }

            values[++at] = values[i];
            _counts[at] = count;
        }

        Show(_values.AsMemory(0, at + 1), _counts.AsMemory(0, at + 1));
    }
}
