namespace LlmWorkload.Kernels;

/// <summary>The run of a distribution in memory.</summary>
internal sealed class MapRun : Run
{
    private ReadOnlyMemory<long> _values;
    private ReadOnlyMemory<long> _counts;

    /// <summary>Begins to read.</summary>
    /// <param name="values">The values, distinct and ascending.</param>
    /// <param name="counts">How often each occurs; empty where each occurs once.</param>
    /// <param name="most">How many are at hand at most.</param>
    public MapRun(ReadOnlyMemory<long> values, ReadOnlyMemory<long> counts, int most)
    {
        (_values, _counts, Most) = (values, counts, Math.Clamp(most, 1, Math.Max(1, values.Length)));
        Fill();
    }

    /// <inheritdoc/>
    public override bool IsLast => _values.IsEmpty;

    /// <inheritdoc/>
    public override int Most { get; }

    /// <inheritdoc/>
    protected override void Fill()
    {
        var n = Math.Min(Most, _values.Length);
        Show(_values[..n], _counts.IsEmpty ? default : _counts[..n]);
        _values = _values[n..];
        if (!_counts.IsEmpty) _counts = _counts[n..];
    }
}
