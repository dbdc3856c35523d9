using System.Buffers.Binary;
using System.IO.Hashing;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace LlmWorkload.Tests.Datasets;

/// <summary>Hashes are written as numbers of 128 bits were, in texts, packed marks and on the wire.</summary>
public sealed class Hash128Tests
{
    private static readonly Gen<(Hash128 Hash, UInt128 Number)> Both = Gen.Select(
        Gen.OneOf(Gen.Const(0UL), Gen.ULong), Gen.ULong, (upper, lower) => (new Hash128(upper, lower), new UInt128(upper, lower)));

    private readonly Serializer _serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    [Fact]
    public void It_is_the_XxHash128_of_its_bytes() => Gen.Byte.Array[0, 300].Sample(bytes =>
    {
        var passed = new XxHash128();
        passed.Append(bytes);
        var expected = $"{XxHash128.HashToUInt128(bytes):x32}";

        Assert.Equal(expected, Hash128.Of(bytes).ToString());
        Assert.Equal(expected, Hash128.Of(passed).ToString());
    });

    [Fact]
    public void Its_packed_bytes_are_those_of_the_number() => Both.Sample(both =>
    {
        var bytes = new byte[Hash128.Bytes];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, both.Number);
        var written = new byte[Hash128.Bytes];
        both.Hash.WriteLittleEndian(written);

        Assert.Equal(bytes, written);
        Assert.Equal(both.Hash, Hash128.ReadLittleEndian(bytes));
    });

    [Fact]
    public void Each_of_both_is_read_from_what_was_written_of_the_other() => Both.Sample(both =>
    {
        Assert.Equal(both.Hash, _serializer.Deserialize<Hash128>(_serializer.SerializeToArray(both.Number)));
        Assert.Equal(both.Number, _serializer.Deserialize<UInt128>(_serializer.SerializeToArray(both.Hash)));
        Assert.Equal(both.Hash, _serializer.Deserialize<Hash128>(_serializer.SerializeToArray(both.Hash)));
    });
}
