namespace LlmWorkload.Analyses;

/// <summary>What caches of each capacity find.</summary>
/// <param name="different">How many different blocks there are: no cache has more.</param>
internal sealed class CacheHits(int different)
{
    private readonly long[] _blocks = new long[different + 1];
    private readonly long[] _tokens = new long[different + 1];
    private readonly long[] _requests = new long[different + 1];

    /// <summary>Caches from a capacity on find a block.</summary>
    /// <param name="capacity">The capacity.</param>
    /// <param name="isFirst">Whether it is the first of its request.</param>
    /// <param name="tokens">The input tokens that it has.</param>
    public void Add(int capacity, bool isFirst, long tokens)
    {
        _blocks[capacity]++;
        _tokens[capacity] += tokens;
        if (isFirst) _requests[capacity]++;
    }

    /// <summary>What a cache finds.</summary>
    /// <param name="capacity">Its capacity in blocks; null for one without end.</param>
    public CacheFinds Of(long? capacity)
    {
        var end = (int)Math.Min(capacity ?? long.MaxValue, _blocks.Length - 1) + 1;
        return new CacheFinds(Sum(_blocks), Sum(_tokens), Sum(_requests));

        long Sum(long[] numbers)
        {
            var sum = 0L;
            for (var at = 0; at < end; at++) sum += numbers[at];
            return sum;
        }
    }

    /// <summary>The capacities at which more blocks are found, ascending, and how many are found from there on.</summary>
    public (long[] Capacity, long[] Blocks) Curve()
    {
        var (capacities, found) = (new List<long>(), new List<long>());
        var sum = 0L;
        for (var capacity = 0; capacity < _blocks.Length; capacity++)
        {
            if (_blocks[capacity] == 0) continue;
            sum += _blocks[capacity];
            capacities.Add(capacity);
            found.Add(sum);
        }

        return ([.. capacities], [.. found]);
    }
}
