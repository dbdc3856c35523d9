using System.Numerics;

namespace LlmWorkload.Kernels;

/// <summary>
/// How much the requests of equal bins of time vary: variance over mean, 1 for a Poisson process at every width. Bins begin at multiples of
/// their width. Those before the first start and the one of the last start, which may be cut, do not count; empty ones do.
/// </summary>
/// <param name="seconds">The width of a bin in seconds, which divides a day.</param>
internal sealed class BinDispersion(long seconds)
{
    private const int LeastBins = 10;

    private readonly long _width = seconds * TimeSpan.TicksPerSecond;
    private long _firstBin = long.MaxValue;
    private long _bin = long.MinValue;
    private long _inBin;
    private long _requests;
    private Int128 _squares;

    /// <summary>Adds the next start.</summary>
    /// <param name="start">UTC ticks, not before the start that was added last.</param>
    public void Add(long start)
    {
        var bin = start / _width;
        if (_firstBin == long.MaxValue) _firstBin = start % _width == 0 ? bin : bin + 1;
        if (bin != _bin) Close();
        _bin = bin;
        _inBin++;
    }

    /// <summary>What was counted. Starts must not be added afterwards.</summary>
    public Dispersion End()
    {
        var bins = _firstBin == long.MaxValue ? 0 : Math.Max(0, _bin - _firstBin);
        if (bins == 0) return new Dispersion(seconds, 0, null, null);
        var sum = (BigInteger)_requests;
        return new Dispersion(
            seconds, bins, (double)_requests / bins,
            bins < LeastBins || _requests == 0 ? null : WholeNumbers.Ratio((bins * (BigInteger)_squares) - (sum * sum), bins * sum));
    }

    private void Close()
    {
        if (_bin >= _firstBin)
        {
            _requests += _inBin;
            _squares += Math.BigMul(_inBin, _inBin);
        }

        _inBin = 0;
    }
}
