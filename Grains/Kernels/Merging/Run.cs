namespace LlmWorkload.Kernels;

/// <summary>A distribution that is read once, from its least value to its greatest, a few values at a time.</summary>
/// <remarks>Not thread-safe.</remarks>
internal abstract class Run
{
    private ReadOnlyMemory<long> _values;
    private ReadOnlyMemory<long> _counts;

    /// <summary>The values at hand, distinct and ascending. None where all were taken.</summary>
    public ReadOnlySpan<long> Values => _values.Span;

    /// <summary>How often each of <see cref="Values"/> occurs; empty where each occurs once.</summary>
    public ReadOnlySpan<long> Counts => _counts.Span;

    /// <summary>Whether no values follow those at hand.</summary>
    public abstract bool IsLast { get; }

    /// <summary>How many values are at hand at most.</summary>
    public abstract int Most { get; }

    /// <summary>Takes values from the front. Those that were at hand before must not be used any more.</summary>
    /// <param name="n">How many, at most those at hand.</param>
    public void Take(int n)
    {
        _values = _values[n..];
        if (!_counts.IsEmpty) _counts = _counts[n..];
        if (_values.IsEmpty && !IsLast) Fill();
    }

    /// <summary>Takes all values at hand.</summary>
    public void TakeAll() => Take(_values.Length);

    /// <summary>Has the next values at hand.</summary>
    protected abstract void Fill();

    /// <summary>Sets what is at hand.</summary>
    /// <param name="values">The values.</param>
    /// <param name="counts">How often each occurs; empty where each occurs once.</param>
    protected void Show(ReadOnlyMemory<long> values, ReadOnlyMemory<long> counts) => (_values, _counts) = (values, counts);
}
