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

    /// <summary>Writes one value so many times.</summary>
    public static void Write(long value, int times, ByteWriter writer)
    {
        if (times == 0)
            return;
        var exponent = PowerOfTen.CommonExponent([value]);
        writer.Byte((byte)exponent);
        BlockEncoder.Write(value / PowerOfTen.Of(exponent), times, writer);
    }

    public static void Read(ref ByteReader reader, Span<long> destination)
    {
        if (destination.IsEmpty)
            return;
        var power = ReadPower(ref reader);
        BlockDecoder.Read(ref reader, destination);
        Multiply(destination, power);
    }

    /// <summary>The power of ten that all values were divided by.</summary>
    public static long ReadPower(ref ByteReader reader)
    {
        var exponent = reader.Byte();
        return exponent <= PowerOfTen.Largest ? PowerOfTen.Of(exponent) : throw Damage.Of("a column has an impossible scale");
    }

    /// <summary>Multiplies values by the power that they were divided by.</summary>
    public static void Multiply(Span<long> values, long power)
    {
        if (power == 1)
            return;
        foreach (ref var value in values)
            value = unchecked(value * power);
    }
}
