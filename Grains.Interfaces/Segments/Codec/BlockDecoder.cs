using System.Runtime.InteropServices;

namespace LlmWorkload.Segments;

/// <summary>Reads what <see cref="BlockEncoder"/> wrote.</summary>
internal static class BlockDecoder
{
    /// <summary>Fills <paramref name="destination"/>; its length says how many values were written.</summary>
    public static void Read(ref ByteReader reader, Span<long> destination)
    {
        if (destination.IsEmpty)
            return;
        var origin = reader.Signed();
        var previous = origin;
        Read(ref reader, origin, ref previous, destination);
    }

    /// <summary>Reads some blocks of those that there are.</summary>
    /// <param name="reader">Where they are.</param>
    /// <param name="origin">The first value of all.</param>
    /// <param name="previous">The last value before them, and then the last of them; the origin before the first.</param>
    /// <param name="destination">Gets the values: whole blocks, or as many as are left.</param>
    public static void Read(ref ByteReader reader, long origin, ref long previous, Span<long> destination)
    {
        while (!destination.IsEmpty)
        {
            var block = destination[..Math.Min(BlockEncoder.BlockLength, destination.Length)];
            ReadBlock(ref reader, origin, previous, block);
            previous = block[^1];
            destination = destination[block.Length..];
        }
    }

    private static void ReadBlock(ref ByteReader reader, long origin, long previous, Span<long> block)
    {
        var header = BlockHeader.Read(ref reader, block.Length);
        var residuals = MemoryMarshal.Cast<long, ulong>(block);
        var packed = reader.BytesAndBeyond(BitPacking.SizeOf(block.Length, header.Width));
        BitPacking.Unpack(packed, header.Width, residuals);
        if (header.Exceptions > 0)
            Patch(ref reader, header, residuals);

        switch (header.Mode)
        {
            case BlockMode.Values:
                Add(unchecked(origin + header.Base), block);
                break;
            case BlockMode.Deltas:
                Accumulate(previous, header.Base, block);
                break;
            default:
                AccumulateFolded(previous, block);
                break;
        }
    }

    private static void Patch(ref ByteReader reader, BlockHeader header, Span<ulong> residuals)
    {
        Span<ulong> highs = stackalloc ulong[BlockFit.MostExceptions];
        highs = highs[..header.Exceptions];
        int highWidth = reader.Byte();
        if (highWidth == 0 || highWidth > 64 - header.Width)
            throw Damage.Of("a block has an impossible width");
        var positions = reader.Bytes(header.Exceptions);
        BitPacking.Unpack(reader.BytesAndBeyond(BitPacking.SizeOf(highs.Length, highWidth)), highWidth, highs);
        for (var i = 0; i < highs.Length; i++)
        {
            if (positions[i] >= residuals.Length)
                throw Damage.Of("an exception lies outside its block");
            residuals[positions[i]] |= highs[i] << header.Width;
        }
    }

    private static void Add(long @base, Span<long> block)
    {
        for (var i = 0; i < block.Length; i++)
            block[i] = unchecked(block[i] + @base);
    }

    private static void Accumulate(long previous, long @base, Span<long> block)
    {
        for (var i = 0; i < block.Length; i++)
        {
            previous = unchecked(previous + @base + block[i]);
            block[i] = previous;
        }
    }

    private static void AccumulateFolded(long previous, Span<long> block)
    {
        for (var i = 0; i < block.Length; i++)
        {
            previous = unchecked(previous + ZigZag.Unfold((ulong)block[i]));
            block[i] = previous;
        }
    }
}
