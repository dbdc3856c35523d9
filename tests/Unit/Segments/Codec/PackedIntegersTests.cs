using CsCheck;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Segments;

public sealed class PackedIntegersTests
{
    [Fact]
    public void Any_sequence_round_trips() =>
        Columns.Integers.Sample(values => Assert.Equal(values, PackedIntegers.Decode(PackedIntegers.Encode(values))), iter: 3_000);

    [Fact]
    public void Any_sequence_is_read_some_blocks_at_a_time() => Gen.Select(Columns.Integers, Gen.Int[1, 4]).Sample((values, blocks) =>
    {
        var reader = new PackedIntegersReader(PackedIntegers.Encode(values));
        var room = new long[(PackedIntegersReader.Least * blocks) + (blocks / 2)];
        var read = new List<long>();
        while (reader.Left > 0) read.AddRange(room.AsSpan(0, reader.Read(room)));
        Assert.Equal(values, read);
    },
    iter: 3_000);

    [Fact]
    public void One_value_many_times_has_the_bytes_of_the_sequence() => Gen.Select(Gen.Long, Gen.Int[0, 1_000]).Sample((value, times) =>
        Assert.Equal(PackedIntegers.Encode(Enumerable.Repeat(value, times).ToArray()), PackedIntegers.EncodeRepeated(value, times)));

    [Fact]
    public void Sorted_values_then_their_counts_take_a_few_bits_each()
    {
        // 2,000 values 7 apart need no bits for steps; counts of 1–8 need 3 bits: 750 bytes and block headers.
        var values = Enumerable.Range(0, 2000).Select(i => 7L * i);
        var counts = Enumerable.Range(0, 2000).Select(i => 1L + (i * 5 % 8));
        Assert.InRange(PackedIntegers.Encode([.. values, .. counts]).Length, 750, 950);
    }

    [Fact]
    public void A_rare_large_value_costs_its_own_bytes_and_not_those_of_its_neighbours()
    {
        // 1,024 four-bit values are 512 bytes; each of 8 outliers may add some 8 more.
        var values = Enumerable.Range(0, 1024).Select(i => (i * 7919L % 16) + (i % 128 == 60 ? 1L << 40 : 0)).ToArray();
        Assert.InRange(PackedIntegers.Encode(values).Length, 512, 640);
    }

    [Fact]
    public void A_common_power_of_ten_costs_nothing()
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, 1000).Select(_ => (long)random.Next(-500, 500)).ToArray();
        var scaled = Array.ConvertAll(values, value => value * 10_000_000);
        Assert.Equal(PackedIntegers.Encode(values).Length, PackedIntegers.Encode(scaled).Length);
    }

    [Fact]
    public void Any_truncation_is_refused()
    {
        var packed = PackedIntegers.Encode([.. Enumerable.Range(0, 300).Select(i => i % 90 == 3 ? long.MaxValue : i * 37L % 100)]);
        for (var length = 0; length < packed.Length; length++)
        {
            Assert.Throws<SegmentFormatException>(() => PackedIntegers.Decode(packed.AsSpan(0, length)));
            Assert.Throws<SegmentFormatException>(() => new PackedIntegersReader(packed.AsMemory(0, length)).Read(new long[300]));
        }
    }

    [Fact]
    public void Arbitrary_bytes_decode_or_are_refused() => Gen.Byte.Array[0, 80].Sample(
        bytes =>
        {
            try
            {
                PackedIntegers.Decode(bytes);
            }
            catch (SegmentFormatException)
            {
            }
        },
        iter: 50_000);

    [Fact]
    public void A_forged_count_cannot_ask_for_unbounded_memory() =>
        Assert.Throws<SegmentFormatException>(() => PackedIntegers.Decode([0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0, 0, 0, 0]));
}
