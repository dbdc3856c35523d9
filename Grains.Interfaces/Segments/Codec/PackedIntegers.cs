namespace LlmWorkload.Segments;

/// <summary>
/// Any sequence of 64-bit integers in few bytes: the packing of segment columns without a checksum, for sequences inside something that has
/// a checksum. <see cref="Missing.Value"/> is a value like any other.
/// </summary>
public static class PackedIntegers
{
    private const int Sample = 4_096;

    /// <summary>Encodes the values. They take the fewest bytes where neighbours, or the steps between them, are alike.</summary>
    public static byte[] Encode(ReadOnlySpan<long> values)
    {
        var writer = new ByteWriter(values.Length <= Sample ? 16 + (values.Length * 2) : RoomFor(values));
        writer.Unsigned((ulong)values.Length);
        ScaledIntegers.Write(values, writer);
        return writer.Written.ToArray();
    }

    /// <summary>Encodes one value so many times, to the same bytes.</summary>
    public static byte[] EncodeRepeated(long value, int times)
    {
        var writer = new ByteWriter(16 + (times / BlockEncoder.BlockLength * BlockEncoder.LeastBlockBytes));
        writer.Unsigned((ulong)times);
        ScaledIntegers.Write(value, times, writer);
        return writer.Written.ToArray();
    }

    /// <summary>The values that were encoded, in their order.</summary>
    /// <exception cref="SegmentFormatException">The bytes were not written by <see cref="Encode"/>, or are truncated.</exception>
    public static long[] Decode(ReadOnlySpan<byte> packed)
    {
        var reader = new ByteReader(packed);
        var values = new long[CountOf(ref reader)];
        ScaledIntegers.Read(ref reader, values);
        reader.ExpectEnd();
        return values;
    }

    /// <summary>How many values were encoded.</summary>
    /// <exception cref="SegmentFormatException">The bytes were not written by <see cref="Encode"/>, or are truncated.</exception>
    public static int Count(ReadOnlySpan<byte> packed)
    {
        var reader = new ByteReader(packed);
        return CountOf(ref reader);
    }

    /// <summary>Reads the values that were encoded.</summary>
    /// <param name="packed">Their bytes.</param>
    /// <param name="values">Gets them; has as many.</param>
    /// <exception cref="SegmentFormatException">
    /// The bytes were not written by <see cref="Encode"/>, are truncated, or hold more or fewer.
    /// </exception>
    public static void Decode(ReadOnlySpan<byte> packed, Span<long> values)
    {
        var reader = new ByteReader(packed);
        if (CountOf(ref reader) != values.Length) throw Damage.Of("it has another number of values than belong together");
        ScaledIntegers.Read(ref reader, values);
        reader.ExpectEnd();
    }

    internal static int CountOf(ref ByteReader reader)
    {
        var count = reader.Int32();
        var most = (long)(reader.Remaining / BlockEncoder.LeastBlockBytes) * BlockEncoder.BlockLength;
        return count > most ? throw Damage.Of("it announces more values than it has bytes for") : count;
    }

    // About what all take, by what the first take. A buffer that grows is copied, and leaves large garbage.
    private static int RoomFor(ReadOnlySpan<long> values)
    {
        var writer = new ByteWriter(Sample * 2);
        ScaledIntegers.Write(values[..Sample], writer);
        return (int)Math.Min(Array.MaxLength / 2, (long)values.Length * (writer.Length + (writer.Length / 8)) / Sample);
    }
}
