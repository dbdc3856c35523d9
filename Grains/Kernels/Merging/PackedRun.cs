using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>The run of a packed distribution, of which no more is unpacked than what is at hand.</summary>
internal sealed class PackedRun : Run
{
    private readonly PackedIntegersReader _valuesReader;
    private readonly PackedIntegersReader _countsReader;
    private readonly long[] _values;
    private readonly long[] _counts;

    /// <summary>Begins to read.</summary>
    /// <param name="packed">The distribution.</param>
    /// <param name="most">How many values are at hand at most, but no fewer than <see cref="PackedIntegersReader.Least"/>.</param>
    /// <exception cref="SegmentFormatException">The bytes are damaged.</exception>
    public PackedRun(PackedFrequencies packed, int most)
    {
        _valuesReader = new PackedIntegersReader(packed.Values);
        _countsReader = new PackedIntegersReader(packed.Counts);
        _values = new long[Math.Min(Math.Max(most, PackedIntegersReader.Least), _valuesReader.Left)];
        _counts = new long[_values.Length];
        Fill();
    }

    /// <inheritdoc/>
    public override bool IsLast => _valuesReader.Left == 0;

    /// <inheritdoc/>
    public override int Most => _values.Length;

    /// <inheritdoc/>
    protected override void Fill()
    {
        var n = _valuesReader.Read(_values);
        if (_countsReader.Read(_counts) != n || _countsReader.Left != _valuesReader.Left)
            throw new SegmentFormatException("A distribution is damaged: it has more or fewer counts than values.");
        Show(_values.AsMemory(0, n), _counts.AsSpan(0, n).ContainsAnyExcept(1) ? _counts.AsMemory(0, n) : default);
    }
}
