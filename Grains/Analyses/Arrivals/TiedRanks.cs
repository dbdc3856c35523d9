using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>
/// The ranks of the values of a distribution, from 1 for the least. Equal values share the mean of their ranks (Kendall 1945). Ranks are
/// doubled, so that they are whole numbers.
/// </summary>
internal sealed class TiedRanks
{
    private readonly FrequencyMap _values;
    private readonly long[] _doubled;

    /// <summary>Ranks a distribution.</summary>
    public TiedRanks(FrequencyMap values)
    {
        _values = values;
        _doubled = new long[values.Values.Length];
        var counts = values.Counts;
        var below = 0L;
        for (var i = 0; i < _doubled.Length; i++)
        {
            // Twice the mean of below + 1 … below + count.
            _doubled[i] = (2 * below) + counts[i] + 1;
            below += counts[i];
        }
    }

    /// <summary>The doubled ranks of some values; 0 for a value that the distribution does not have.</summary>
    /// <param name="ascending">The values, ascending.</param>
    public long[] Of(ReadOnlySpan<long> ascending)
    {
        var ranks = new long[ascending.Length];
        var at = 0;
        for (var i = 0; i < ranks.Length; i++)
        {
            while (at < _doubled.Length && _values.Values[at] < ascending[i]) at++;
            if (at < _doubled.Length && _values.Values[at] == ascending[i]) ranks[i] = _doubled[at];
        }

        return ranks;
    }

    /// <summary>The doubled ranks of some values in any order; 0 for a value that the distribution does not have.</summary>
    public long[] OfAny(ReadOnlySpan<long> values)
    {
        using var scratch = new Scratch();
        var (sorted, order) = StableOrder.Of(values, scratch);
        var ascending = Of(sorted);
        var ranks = new long[values.Length];
        for (var i = 0; i < ranks.Length; i++) ranks[order[i]] = ascending[i];
        return ranks;
    }
}
