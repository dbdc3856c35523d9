using System.Buffers;

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
        if (exponent == 0)
        {
            BlockEncoder.Write(values, writer);
            return;
        }

        var rented = ArrayPool<long>.Shared.Rent(values.Length);
        var quotients = rented.AsSpan(0, values.Length);
        PowerOfTen.Divide(values, exponent, quotients);
        BlockEncoder.Write(quotients, writer);
        ArrayPool<long>.Shared.Return(rented);
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
