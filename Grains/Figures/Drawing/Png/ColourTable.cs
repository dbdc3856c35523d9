using System.Numerics;

namespace LlmWorkload.Figures;

/// <summary>The colours of a page: each has a number, from 0 in the order of first sight, and a count of its pixels.</summary>
internal sealed class ColourTable
{
    private const int FirstSlots = 1024;

    // The high bits of the product depend on every bit of the colour.
    private const uint Spread = 0x9E3779B9;

    private int[] _slots = new int[FirstSlots];
    private uint[] _colours = new uint[FirstSlots / 2];
    private long[] _pixels = new long[FirstSlots / 2];
    private int _shift = 32 - BitOperations.Log2(FirstSlots);

    /// <summary>How many colours there are.</summary>
    public int Count { get; private set; }

    /// <summary>The colours by number: blue in the lowest byte, then green, red and opacity.</summary>
    public ReadOnlySpan<uint> Colours => _colours.AsSpan(0, Count);

    /// <summary>The pixels of each colour.</summary>
    public ReadOnlySpan<long> Pixels => _pixels.AsSpan(0, Count);

    /// <summary>The number of a colour; a new one where it was not seen before.</summary>
    public int Number(uint colour)
    {
        ref var slot = ref Slot(colour);
        if (slot > 0) return slot - 1;
        if (Count == _colours.Length)
        {
            Grow();
            slot = ref Slot(colour);
        }

        _colours[Count] = colour;
        slot = ++Count;
        return Count - 1;
    }

    /// <summary>Counts pixels of the colour of a number.</summary>
    public void AddPixels(int number, long pixels) => _pixels[number] += pixels;

    // A slot holds a number plus 1; 0 is an empty one.
    private ref int Slot(uint colour)
    {
        var slots = _slots;
        var at = (int)((colour * Spread) >> _shift);
        while (slots[at] is > 0 and var taken && _colours[taken - 1] != colour) at = (at + 1) & (slots.Length - 1);
        return ref slots[at];
    }

    private void Grow()
    {
        Array.Resize(ref _colours, 2 * Count);
        Array.Resize(ref _pixels, 2 * Count);
        _slots = new int[2 * _slots.Length];
        _shift--;
        for (var number = 0; number < Count; number++) Slot(_colours[number]) = number + 1;
    }
}
