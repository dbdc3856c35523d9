using System.Numerics;
using System.Runtime.InteropServices;

namespace LlmWorkload.Figures;

/// <summary>At most 256 colours that stand for all of a page.</summary>
internal sealed class ColourPalette
{
    /// <summary>The most colours of a page that a palette is looked for. With more, looking takes longer than writing them all.</summary>
    public const int MostColours = 1 << NumberBits;

    /// <summary>The most that a channel of a pixel differs from what was drawn, of 255.</summary>
    public const int MostDifference = 16;

    private const int Most = 256;
    private const int NumberBits = 15;

    // A colour that one pixel in 8,192 has, and a square of 16, is that of an area or of a long line, and stays exact. Rarer ones are
    // edges of shapes and texts, where the eye sees no shade.
    private const long PixelsPerExact = 8_192;
    private const long LeastOfExact = 256;

    private readonly byte[] _red = new byte[Most];
    private readonly byte[] _green = new byte[Most];
    private readonly byte[] _blue = new byte[Most];
    private int _count;

    private ColourPalette()
    {
    }

    /// <summary>The colours, each as red, green and blue.</summary>
    public byte[] Samples()
    {
        var samples = new byte[3 * _count];
        for (var i = 0; i < _count; i++) (samples[3 * i], samples[(3 * i) + 1], samples[(3 * i) + 2]) = (_red[i], _green[i], _blue[i]);
        return samples;
    }

    /// <summary>
    /// A palette, and the place of each colour of the page in it. Up to 256 colours stay what they are. Of more, those of many pixels do,
    /// and a rare one becomes the nearest that is there, or a colour of the palette where none is near.
    /// </summary>
    /// <param name="colours">The colours of a page.</param>
    /// <param name="places">For each of them, its place in the palette.</param>
    /// <returns>The palette; null where none comes near enough to all colours.</returns>
    public static ColourPalette? Of(ColourTable colours, out byte[] places)
    {
        places = new byte[colours.Count];
        if (colours.Count > MostColours) return null;
        var order = MostFrequentFirst(colours.Pixels);
        if (colours.Count <= Most) return TryFill(colours.Colours, order, colours.Count, 0, places);
        var whole = 0L;
        foreach (var pixels in colours.Pixels) whole += pixels;
        var exact = 0;
        var least = Math.Max(LeastOfExact, whole / PixelsPerExact);
        while (exact < order.Length && colours.Pixels[order[exact]] >= least) exact++;
        return TryFill(colours.Colours, order, exact, MostDifference, places);
    }

    // Of colours with as many pixels, the one that was seen first.
    private static int[] MostFrequentFirst(ReadOnlySpan<long> pixels)
    {
        var keys = new long[pixels.Length];
        for (var number = 0; number < keys.Length; number++) keys[number] = (-pixels[number] << NumberBits) | (long)number;
        Array.Sort(keys);
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++) order[i] = (int)(keys[i] & (MostColours - 1));
        return order;
    }

    private static ColourPalette? TryFill(ReadOnlySpan<uint> colours, int[] order, int exact, int difference, byte[] places)
    {
        var palette = new ColourPalette();
        for (var i = 0; i < order.Length; i++)
        {
            var colour = colours[order[i]];
            var place = i < exact ? -1 : palette.Nearest(colour, difference);
            if (place < 0)
            {
                if (palette._count == Most) return null;
                place = palette.Add(colour);
            }

            places[order[i]] = (byte)place;
        }

        palette.OrderByLight(places);
        return palette;
    }

    // The shades of an edge are neighbours then, so that their places differ by little and pack well.
    private void OrderByLight(Span<byte> places)
    {
        var keys = new int[_count];
        for (var i = 0; i < _count; i++) keys[i] = (((2126 * _red[i]) + (7152 * _green[i]) + (722 * _blue[i])) << 8) | i;
        Array.Sort(keys);
        var (red, green, blue) = ((byte[])_red.Clone(), (byte[])_green.Clone(), (byte[])_blue.Clone());
        Span<byte> moved = stackalloc byte[Most];
        for (var i = 0; i < _count; i++)
        {
            var from = keys[i] & 255;
            (_red[i], _green[i], _blue[i]) = (red[from], green[from], blue[from]);
            moved[from] = (byte)i;
        }

        for (var i = 0; i < places.Length; i++) places[i] = moved[places[i]];
    }

    private int Add(uint colour)
    {
        (_blue[_count], _green[_count], _red[_count]) = ((byte)colour, (byte)(colour >> 8), (byte)(colour >> 16));
        return _count++;
    }

    // The place of the colour whose furthest channel is nearest; -1 where that is further away than allowed.
    private int Nearest(uint colour, int allowed)
    {
        var blue = new Vector<byte>((byte)colour);
        var green = new Vector<byte>((byte)(colour >> 8));
        var red = new Vector<byte>((byte)(colour >> 16));
        var reds = MemoryMarshal.Cast<byte, Vector<byte>>(_red);
        var greens = MemoryMarshal.Cast<byte, Vector<byte>>(_green);
        var blues = MemoryMarshal.Cast<byte, Vector<byte>>(_blue);
        var (place, least) = (-1, allowed + 1);
        for (var from = 0; from < _count; from += Vector<byte>.Count)
        {
            var at = from / Vector<byte>.Count;
            var apart = Vector.Max(Apart(reds[at], red), Vector.Max(Apart(greens[at], green), Apart(blues[at], blue)));
            if (!Vector.LessThanAny(apart, new Vector<byte>((byte)least))) continue;
            for (var lane = 0; lane < Vector<byte>.Count && from + lane < _count; lane++)
            {
                if (apart[lane] < least) (place, least) = (from + lane, apart[lane]);
            }
        }

        return place;
    }

    private static Vector<byte> Apart(Vector<byte> a, Vector<byte> b) => Vector.Max(a, b) - Vector.Min(a, b);
}
