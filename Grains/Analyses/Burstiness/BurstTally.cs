using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>Finds the numbers of <see cref="BurstNumbers"/> in one pass over ascending starts.</summary>
/// <param name="window">The width of a window of variation in ticks.</param>
internal sealed class BurstTally(long window)
{
    private readonly WindowVariation _windows = new(window);
    private readonly BinDispersion[] _bins = [.. BurstNumbers.Widths.Select(seconds => new BinDispersion(seconds))];
    private DifferenceSums _all;
    private long _first = Missing.Value;
    private long _last = Missing.Value;
    private long _requests;

    /// <summary>Adds starts.</summary>
    /// <param name="ascending">UTC ticks, ascending, none before a start that was added earlier.</param>
    public void Add(ReadOnlySpan<long> ascending)
    {
        if (ascending.IsEmpty) return;
        if (_requests > 0) _all.Add(ascending[0] - _last);
        else _first = ascending[0];
        _all.AddAll(ascending);
        foreach (var start in ascending) _windows.Add(start);
        foreach (var width in _bins)
        {
            foreach (var start in ascending) width.Add(start);
        }

        _requests += ascending.Length;
        _last = ascending[^1];
    }

    /// <summary>The numbers. Starts must not be added afterwards.</summary>
    public BurstNumbers End()
    {
        var (variations, above) = _windows.End();
        Array.Sort(variations);
        return new BurstNumbers(
            _requests, _requests < 2 ? 0 : _last - _first, _all.Cv(), _all.Burstiness(), _all.Memory(),
            Summaries.OfSorted(variations), variations.Length == 0 ? null : (double)above / variations.Length,
            Array.ConvertAll(_bins, width => width.End()));
    }
}
