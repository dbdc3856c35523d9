using System.IO.Hashing;
using System.Text;

namespace LlmWorkload.Reading;

/// <summary>
/// The distinct texts of a column, each with a dense index in the order of first appearance. Looking up a known text makes no string.
/// Not safe for use from several threads at once.
/// </summary>
internal sealed class IdTable
{
    private const int BlockBytes = 1 << 20;

    private readonly long _seed;
    private readonly List<byte[]> _blocks = [];
    private Entry[] _entries = new Entry[64];
    private int[] _slots = new int[256];
    private int _used = BlockBytes;

    /// <summary>Creates an empty table whose hashes are XxHash3 (64 bits) with <paramref name="hashSeed"/>.</summary>
    public IdTable(long hashSeed) => _seed = hashSeed;

    /// <summary>Forgets every text.</summary>
    public void Clear()
    {
        if (Count == 0) return;
        Array.Clear(_slots);
        if (_blocks.Count > 1) _blocks.RemoveRange(1, _blocks.Count - 1);
        (Count, _used) = (0, _blocks.Count == 1 && _blocks[0].Length == BlockBytes ? 0 : BlockBytes);
    }

    /// <summary>The number of distinct texts.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// The index of <paramref name="utf8"/>, which is added when it is new. The bytes are compared, so that two texts of one hash stay two.
    /// </summary>
    public int Intern(ReadOnlySpan<byte> utf8)
    {
        var hash = XxHash3.HashToUInt64(utf8, _seed);
        var slot = SlotOf(utf8, hash);
        return _slots[slot] > 0 ? _slots[slot] - 1 : Add(utf8, hash, slot);
    }

    /// <summary>The text at <paramref name="index"/>, decoded anew at each call.</summary>
    public string Text(int index) => Encoding.UTF8.GetString(Bytes(EntryAt(index)));

    /// <summary>The hash of the text at <paramref name="index"/>.</summary>
    public ulong Hash(int index) => EntryAt(index).Hash;

    /// <summary>The index of <paramref name="utf8"/>, or -1 when the table does not have it.</summary>
    internal int Find(ReadOnlySpan<byte> utf8) => _slots[SlotOf(utf8, XxHash3.HashToUInt64(utf8, _seed))] - 1;

    private ref Entry EntryAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return ref _entries[index];
    }

    private ReadOnlySpan<byte> Bytes(in Entry entry) => _blocks[entry.Block].AsSpan(entry.Start, entry.Length);

    private int SlotOf(ReadOnlySpan<byte> utf8, ulong hash)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var index = slots[slot] - 1;
            if (index < 0)
                return slot;
            ref var entry = ref _entries[index];
            if (entry.Hash == hash && utf8.SequenceEqual(Bytes(entry)))
                return slot;
        }
    }

    private int Add(ReadOnlySpan<byte> utf8, ulong hash, int slot)
    {
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count * 2);
        var index = Count++;
        _entries[index] = Store(utf8, hash);
        _slots[slot] = index + 1;
        if (Count * 2L > _slots.Length)
            Grow();
        return index;
    }

    private Entry Store(ReadOnlySpan<byte> utf8, ulong hash)
    {
        if (utf8.Length > BlockBytes)
        {
            _blocks.Add(utf8.ToArray());
            _used = BlockBytes;
            return new Entry(hash, _blocks.Count - 1, 0, utf8.Length);
        }

        if (_blocks.Count == 0 || _used + utf8.Length > BlockBytes)
        {
            _blocks.Add(new byte[BlockBytes]);
            _used = 0;
        }

        var start = _used;
        utf8.CopyTo(_blocks[^1].AsSpan(start));
        _used += utf8.Length;
        return new Entry(hash, _blocks.Count - 1, start, utf8.Length);
    }

    private void Grow()
    {
        var slots = new int[_slots.Length * 2];
        var mask = slots.Length - 1;
        for (var index = 0; index < Count; index++)
        {
            var slot = (int)_entries[index].Hash & mask;
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = index + 1;
        }

        _slots = slots;
    }

    private readonly record struct Entry(ulong Hash, int Block, int Start, int Length);
}
