namespace LlmWorkload.Segments;

/// <summary>Integers as the exponent of their common power of ten (one byte) and the blocks of what remains.</summary>
internal static class ScaledIntegers
{
    public static void Write(ReadOnlySpan<long> values, ByteWriter writer)
    {
        if (values.IsEmpty)
            return;
        var exponent = PowerOfTen.CommonExponent(values);
        writer.Byte((byte)exponent);
        BlockEncoder.Write(values, exponent, writer);
    }

    public static void Read(ref ByteReader reader, Span<long> destination)
    {
        if (destination.IsEmpty)
            return;
        var exponent = reader.Byte();
        if (exponent > PowerOfTen.Largest)
            throw Damage.Of("a column has an impossible scale");
        BlockDecoder.Read(ref reader, destination);
        if (exponent == 0)
            return;
        var power = PowerOfTen.Of(exponent);
        foreach (ref var value in destination)
            value = unchecked(value * power);
    }
}
