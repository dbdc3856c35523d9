using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class FrequencyMapTests
{
    private static readonly Gen<long[]> Column =
        Gen.OneOf(Gen.Long[-5, 5], Gen.Const(Missing.Value), Gen.Long[-1_000_000_000_000, 1_000_000_000_000]).Array[0, 60];

    [Fact]
    public void A_map_counts_what_grouping_counts() => Column.Sample(column =>
    {
        var map = FrequencyMap.Of(column);
        var expected = column.Where(value => value != Missing.Value).GroupBy(value => value).OrderBy(group => group.Key).ToList();
        Assert.Equal(expected.Select(group => group.Key), map.Values.ToArray());
        Assert.Equal(expected.Select(group => (long)group.Count()), map.Counts.ToArray());
        Assert.Equal(column.Count(value => value != Missing.Value), map.N);
    });

    [Fact]
    public void Merging_in_any_order_and_grouping_gives_the_map_of_all() =>
        Gen.Select(Column.Array[0, 6], Gen.Int[0, 5]).Sample((columns, cut) =>
    {
        var whole = FrequencyMap.Of(columns.SelectMany(column => column).ToArray());
        var maps = columns.Select(column => FrequencyMap.Of(column)).ToList();
        var grouped = FrequencyMap.Merge([FrequencyMap.Merge([.. maps.Skip(cut)]), FrequencyMap.Merge([.. maps.Take(cut).Reverse()])]);
        foreach (var merged in (FrequencyMap[])[FrequencyMap.Merge(maps), grouped])
        {
            Assert.Equal(whole.Values.ToArray(), merged.Values.ToArray());
            Assert.Equal(whole.Counts.ToArray(), merged.Counts.ToArray());
        }
    });

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_000_000_000_000)]
    public void Merging_many_maps_of_close_or_distant_values_gives_the_map_of_all(long range)
    {
        var random = new Random(1);
        var columns = Enumerable.Range(0, 40)
            .Select(_ => Enumerable.Range(0, 500).Select(_ => random.NextInt64(-range, range)).ToArray()).ToList();
        var whole = columns.SelectMany(column => column).GroupBy(value => value).OrderBy(group => group.Key).ToList();
        var merged = FrequencyMap.Merge([.. columns.Select(column => FrequencyMap.Of(column))]);
        Assert.Equal(whole.Select(group => group.Key), merged.Values.ToArray());
        Assert.Equal(whole.Select(group => (long)group.Count()), merged.Counts.ToArray());
    }

    [Fact]
    public void A_packed_map_is_read_as_it_was() => Column.Sample(column =>
    {
        var map = FrequencyMap.Of(column);
        var read = FrequencyMap.Decode(map.Encode());
        Assert.Equal(map.Values.ToArray(), read.Values.ToArray());
        Assert.Equal(map.Counts.ToArray(), read.Counts.ToArray());
        Assert.Equal(map.N, read.N);
    });

    [Fact]
    public void What_is_packed_at_once_is_the_packed_map() => Column.Array[0, 7].Sample(columns =>
    {
        PackedFrequencies[] packed = [.. columns.Select(column => FrequencyMap.Pack(column))];
        for (var i = 0; i < packed.Length; i++) AssertSame(FrequencyMap.Of(columns[i]).Encode(), packed[i]);
        var merged = FrequencyMap.Merge([.. columns.Select(column => FrequencyMap.Of(column))]).Encode();
        AssertSame(merged, PackedFrequencies.Merge(packed));
        AssertSame(merged, FrequencyMap.Merge(packed).Encode());
        long[] sorted = [.. columns.SelectMany(column => column).Where(value => value != Missing.Value).Order()];
        AssertSame(FrequencyMap.OfSorted(sorted).Encode(), FrequencyMap.PackSorted(sorted));

        static void AssertSame(PackedFrequencies expected, PackedFrequencies actual)
        {
            Assert.Equal(expected.Values, actual.Values);
            Assert.Equal(expected.Counts, actual.Counts);
        }
    });

    [Fact]
    public void One_map_among_empty_ones_is_not_packed_anew()
    {
        var (empty, only) = (FrequencyMap.Pack([]), FrequencyMap.Pack([7, 3, 7]));
        Assert.Same(only, PackedFrequencies.Merge([empty, only, empty]));
        Assert.Equal([3, 7], FrequencyMap.Merge([empty, only]).Values.ToArray());
        Assert.Equal(0, FrequencyMap.Merge([empty, empty]).N);
    }

    [Fact]
    public void The_cdf_ends_at_one_and_steps_by_the_counts()
    {
        var (x, f) = FrequencyMap.Of([30_000_000, 10_000_000, 10_000_000, Missing.Value, 20_000_000]).Cdf(Units.TicksPerSecond);
        Assert.Equal([1.0, 2.0, 3.0], x);
        Assert.Equal([0.5, 0.75, 1.0], f);
    }
}
