using System.Buffers.Binary;
using System.IO.Hashing;

namespace LlmWorkload;

/// <summary>
/// An XxHash128. It is two numbers and no <see cref="UInt128"/>: of what handles a type that has one of those, no method is compiled ahead.
/// </summary>
/// <param name="Upper">The upper 64 bits.</param>
/// <param name="Lower">The lower 64 bits.</param>
public readonly record struct Hash128(ulong Upper, ulong Lower)
{
    /// <summary>Its bytes.</summary>
    public const int Bytes = 2 * sizeof(ulong);

    /// <summary>The hash of bytes.</summary>
    public static Hash128 Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        XxHash128.Hash(bytes, hash);
        return FromBigEndian(hash);
    }

    /// <summary>The hash of what was appended so far.</summary>
    public static Hash128 Of(XxHash128 passed)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        passed.GetCurrentHash(hash);
        return FromBigEndian(hash);
    }

    /// <summary>The hash that <see cref="WriteLittleEndian"/> wrote.</summary>
    public static Hash128 ReadLittleEndian(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[sizeof(ulong)..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes));

    /// <summary>Writes it, the last byte first.</summary>
    public void WriteLittleEndian(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Lower);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[sizeof(ulong)..], Upper);
    }

    /// <summary>Its 32 hexadecimal digits.</summary>
    public override string ToString() => $"{Upper:x16}{Lower:x16}";

    private static Hash128 FromBigEndian(ReadOnlySpan<byte> hash) => new(
        BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[sizeof(ulong)..]));
}
