using CsCheck;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Kernels;

public sealed class NarrowIntegersTests
{
    private static readonly Gen<long> Ranges =
        Gen.OneOf(new[] { 0L, 253, 254, 255, 65_533, 65_534, 65_535, uint.MaxValue - 1L, uint.MaxValue, 1L << 60 }.Select(Gen.Const).ToArray());

    private static readonly Gen<long[]> Columns =
        from least in Gen.OneOf(Gen.Const(0L), Gen.Long[-(1L << 61), 1L << 61])
        from range in Ranges
        from values in Gen.OneOf(Gen.Long[0, range], Gen.Const(0L), Gen.Const(range), Gen.Const(-1L)).Array[0, 100]
        select Array.ConvertAll(values, value => value < 0 ? Missing.Value : least + value);

    [Fact]
    public void What_is_encoded_is_decoded() => Columns.Sample(values =>
    {
        var decoded = new long[values.Length];
        NarrowIntegers.Decode(NarrowIntegers.Encode(values), decoded);
        Assert.Equal(values, decoded);
    });

    [Theory]
    [InlineData(254, 1)]
    [InlineData(255, 2)]
    [InlineData(65_534, 2)]
    [InlineData(65_535, 4)]
    [InlineData(uint.MaxValue - 1L, 4)]
    [InlineData(uint.MaxValue, 8)]
    public void A_value_takes_as_few_bytes_as_its_neighbours_allow(long most, int bytes) =>
        Assert.Equal(9 + (2 * bytes), NarrowIntegers.Encode([7, 7 + most]).Length);

    [Fact]
    public void Values_that_are_all_missing_take_a_byte_each() =>
        Assert.Equal(9 + 2, NarrowIntegers.Encode([Missing.Value, Missing.Value]).Length);
}
