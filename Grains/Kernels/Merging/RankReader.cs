namespace LlmWorkload.Kernels;

/// <summary>Finds the values of some ranks while a distribution is read from its least value to its greatest.</summary>
/// <param name="ranks">Ranks from 0, ascending.</param>
internal sealed class RankReader(long[] ranks)
{
    private readonly long[] _values = new long[ranks.Length];
    private long _below;
    private int _next;

    /// <summary>Reads the next values.</summary>
    /// <param name="values">Distinct values, ascending.</param>
    /// <param name="counts">How often each occurs; empty where each occurs once.</param>
    public void Read(ReadOnlySpan<long> values, ReadOnlySpan<long> counts)
    {
        if (counts.IsEmpty)
        {
            for (; _next < ranks.Length && ranks[_next] < _below + values.Length; _next++)
                _values[_next] = values[(int)(ranks[_next] - _below)];
            _below += values.Length;
            return;
        }

        for (var i = 0; i < values.Length && _next < ranks.Length; i++)
        {
            _below += counts[i];
            for (; _next < ranks.Length && ranks[_next] < _below; _next++) _values[_next] = values[i];
        }
    }

    /// <summary>The ranks.</summary>
    public long[] Ranks => ranks;

    /// <summary>The values of the ranks, when all was read.</summary>
    /// <exception cref="InvalidOperationException">A rank is not below the number of values.</exception>
    public long[] Values() => _next == ranks.Length ? _values : throw new InvalidOperationException("A rank has no value.");
}
