namespace LlmWorkload.Segments;

/// <summary>
/// Two bytes: the width and a bit for deltas; the number of exceptions and a bit for folded deltas. Unless deltas are folded, the base
/// follows as a variable-length integer. The base of values is relative to the origin of the sequence.
/// </summary>
internal readonly record struct BlockHeader(BlockMode Mode, int Width, int Exceptions, long Base)
{
    private const byte Flag = 0x80;

    public static int SizeOf(BlockMode mode, long @base) =>
        2 + (mode == BlockMode.FoldedDeltas ? 0 : ByteWriter.SizeOfSigned(@base));

    public static BlockHeader Read(ref ByteReader reader, int count)
    {
        var first = reader.Byte();
        var second = reader.Byte();
        var mode = (first & Flag, second & Flag) switch
        {
            (0, 0) => BlockMode.Values,
            (not 0, 0) => BlockMode.Deltas,
            (not 0, not 0) => BlockMode.FoldedDeltas,
            _ => throw Damage.Of("a block has an unknown mode"),
        };
        var width = first & ~Flag;
        var exceptions = second & ~Flag;
        if (width > 64 || exceptions > count)
            throw Damage.Of("a block has an impossible width");
        return new BlockHeader(mode, width, exceptions, mode == BlockMode.FoldedDeltas ? 0 : reader.Signed());
    }

    public void Write(ByteWriter writer)
    {
        writer.Byte((byte)(Width | (Mode == BlockMode.Values ? 0 : Flag)));
        writer.Byte((byte)(Exceptions | (Mode == BlockMode.FoldedDeltas ? Flag : 0)));
        if (Mode != BlockMode.FoldedDeltas)
            writer.Signed(Base);
    }
}
