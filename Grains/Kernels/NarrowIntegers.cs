using System.Buffers.Binary;
using System.Runtime.InteropServices;
using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>
/// Whole numbers in 1, 2, 4 or 8 bytes each, as distances from the least; missing ones as 0. <see cref="PackedIntegers"/> takes fewer bytes
/// and several times as long: this is for what is read once and thrown away.
/// </summary>
internal static class NarrowIntegers
{
    private const int HeadBytes = 1 + sizeof(long);

    /// <summary>Encodes values, of which some may be missing.</summary>
    public static byte[] Encode(ReadOnlySpan<long> values)
    {
        var (least, most, n) = Extremes.OfPresent(values);
        var width = n == 0 ? 1 : WidthOf((ulong)(most - least));
        var encoded = new byte[HeadBytes + ((long)width * values.Length)];
        encoded[0] = (byte)width;
        BinaryPrimitives.WriteInt64LittleEndian(encoded.AsSpan(1), least);
        var bytes = encoded.AsSpan(HeadBytes);
        switch (width)
        {
            case 1:
                for (var i = 0; i < values.Length; i++) bytes[i] = (byte)Distance(values[i], least);
                break;
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (var i = 0; i < values.Length; i++) shorts[i] = (ushort)Distance(values[i], least);
                break;
            case 4:
                var numbers = MemoryMarshal.Cast<byte, uint>(bytes);
                for (var i = 0; i < values.Length; i++) numbers[i] = (uint)Distance(values[i], least);
                break;
            default:
                MemoryMarshal.AsBytes(values).CopyTo(bytes);
                break;
        }

        return encoded;
    }

    /// <summary>Reads the values.</summary>
    /// <param name="encoded">What <see cref="Encode"/> gave.</param>
    /// <param name="values">Gets the values in their order; as many as were encoded.</param>
    public static void Decode(ReadOnlySpan<byte> encoded, Span<long> values)
    {
        var least = BinaryPrimitives.ReadInt64LittleEndian(encoded[1..]);
        var bytes = encoded[HeadBytes..];
        switch (encoded[0])
        {
            case 1:
                for (var i = 0; i < values.Length; i++) values[i] = Value(bytes[i], least);
                break;
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (var i = 0; i < values.Length; i++) values[i] = Value(shorts[i], least);
                break;
            case 4:
                var numbers = MemoryMarshal.Cast<byte, uint>(bytes);
                for (var i = 0; i < values.Length; i++) values[i] = Value(numbers[i], least);
                break;
            default:
                bytes.CopyTo(MemoryMarshal.AsBytes(values));
                break;
        }
    }

    private static int WidthOf(ulong distance) => distance switch
    {
        < byte.MaxValue => 1,
        < ushort.MaxValue => 2,
        < uint.MaxValue => 4,
        _ => 8,
    };

    private static ulong Distance(long value, long least) => value == Missing.Value ? 0 : (ulong)(value - least) + 1;

    private static long Value(uint distance, long least) => distance == 0 ? Missing.Value : least + distance - 1;
}
