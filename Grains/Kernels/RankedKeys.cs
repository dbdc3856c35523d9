using System.Runtime.InteropServices;

namespace LlmWorkload.Kernels;

/// <summary>The distinct ones of whole numbers that repeat much, such as days, ascending, and which of them each row has.</summary>
/// <param name="keys">The distinct keys, ascending.</param>
/// <param name="rankOf">For each row the place of its key; −1 for a row that is left out.</param>
internal readonly ref struct RankedKeys(long[] keys, Span<int> rankOf)
{
    /// <summary>The distinct keys, ascending.</summary>
    public long[] Keys { get; } = keys;

    /// <summary>For each row the place of its key; −1 for a row that is left out.</summary>
    public Span<int> RankOf { get; } = rankOf;

    /// <summary>Ranks keys.</summary>
    /// <param name="keys">A key for each row; <see cref="Missing.Value"/> for a row that is left out.</param>
    /// <param name="scratch">Memory for the result.</param>
    public static RankedKeys Of(ReadOnlySpan<long> keys, Scratch scratch)
    {
        var rankOf = scratch.Rent<int>(keys.Length);
        var found = new Dictionary<long, int>();
        var (last, number) = (Missing.Value, -1);
        for (var row = 0; row < keys.Length; row++)
        {
            // Neighbours mostly have one key.
            if (keys[row] != last)
            {
                last = keys[row];
                number = last == Missing.Value ? -1 : NumberOf(last);
            }

            rankOf[row] = number;
        }

        var distinct = found.Keys.ToArray();
        Array.Sort(distinct);
        var rank = new int[distinct.Length];
        for (var i = 0; i < distinct.Length; i++) rank[found[distinct[i]]] = i;
        foreach (ref var row in rankOf)
        {
            if (row >= 0) row = rank[row];
        }

        return new RankedKeys(distinct, rankOf);

        int NumberOf(long key)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(found, key, out var isKnown);
            if (!isKnown) place = found.Count - 1;
            return place;
        }
    }

    /// <summary>The keys and the ranks.</summary>
    public void Deconstruct(out long[] keys, out Span<int> rankOf)
    {
        keys = Keys;
        rankOf = RankOf;
    }
}
