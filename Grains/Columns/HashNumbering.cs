using System.Numerics;
using LlmWorkload.Kernels;

namespace LlmWorkload.Columns;

/// <summary>
/// Numbers distinct 64-bit hashes in the order in which they come. Hashes are spread evenly already: the lowest bits of a hash say where
/// the search for it starts. The search goes from slot to slot, and at most half of the slots are taken (linear probing; Knuth, The Art of
/// Computer Programming 3, 6.4).
/// </summary>
internal ref struct HashNumbering
{
    private const int FewestSlots = 16;

    private readonly Scratch _scratch;
    private Span<(ulong Hash, int Number)> _slots;
    private int _count;

    /// <summary>An empty numbering, in memory that lives as long as the scratch.</summary>
    public HashNumbering(Scratch scratch)
    {
        _scratch = scratch;
        _slots = Empty(FewestSlots);
    }

    /// <summary>The number of a hash, from 0; a new one where the hash has not come before.</summary>
    public int NumberOf(ulong hash)
    {
        if (2 * _count >= _slots.Length) Grow();
        ref var slot = ref Find(hash);
        if (slot.Number < 0) slot = (hash, _count++);
        return slot.Number;
    }

    /// <summary>How many numbers there are.</summary>
    public readonly int Count => _count;

    /// <summary>The hashes by number.</summary>
    public readonly ulong[] ToArray()
    {
        var hashes = new ulong[_count];
        foreach (var (hash, number) in _slots)
        {
            if (number >= 0) hashes[number] = hash;
        }

        return hashes;
    }

    private readonly ref (ulong Hash, int Number) Find(ulong hash)
    {
        var mask = _slots.Length - 1;
        var at = (int)hash & mask;
        while (_slots[at].Number >= 0 && _slots[at].Hash != hash) at = (at + 1) & mask;
        return ref _slots[at];
    }

    private void Grow()
    {
        var before = _slots;
        _slots = Empty(checked((int)BitOperations.RoundUpToPowerOf2((uint)before.Length + 1)));
        foreach (var slot in before)
        {
            if (slot.Number >= 0) Find(slot.Hash) = slot;
        }
    }

    private readonly Span<(ulong Hash, int Number)> Empty(int slots) => _scratch.Rent(slots, (Hash: 0UL, Number: -1));
}
