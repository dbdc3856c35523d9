using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Kernels;

/// <summary>Statistics by selection are, to the last bit, those of the whole distribution.</summary>
public sealed class OrderSelectionTests
{
    // Of every size, many equal ones among them, and missing ones.
    private static readonly Gen<long> Value = Gen.Frequency(
        (6, Gen.Select(Gen.Int[0, 62], Gen.Long[0, long.MaxValue], (bits, value) => value >> bits)),
        (2, Gen.Long[500, 530]),
        (1, Gen.Const(7L)),
        (1, Gen.Const(Missing.Value)));

    private static readonly Gen<long[]> Column = Gen.OneOf(Value.Array[0, 6], Value.Array[0, 3_000]);

    [Fact]
    public void Statistics_of_a_column_are_those_of_its_distribution() => Column.Sample(column =>
        Assert.Equal(Summaries.Of(FrequencyMap.Of(column), Units.TicksPerSecond), Summaries.Of(column, Units.TicksPerSecond)));

    [Fact]
    public void Statistics_of_sorted_values_are_those_of_their_distribution() => Column.Sample(column =>
        Assert.Equal(
            Summaries.Of(FrequencyMap.Of(column), Units.TicksPerSecond),
            Summaries.OfSorted([.. column.Where(value => value != Missing.Value).Order()], Units.TicksPerSecond)));

    [Fact]
    public void Columns_in_many_places_have_the_statistics_of_one() => Column.Array[1, 6].Sample(columns =>
    {
        var outlines = columns.Select(column => ColumnOutline.Of(column)).ToList();
        var buckets = FrequencyMap.Merge([.. outlines.Select(outline => FrequencyMap.Decode(outline.Buckets))]);
        var expected = Summaries.Of(FrequencyMap.Of([.. columns.SelectMany(column => column)]));
        Assert.Equal(expected.N, buckets.N);
        if (buckets.N == 0) return;

        var selection = new OrderSelection(buckets);
        var picked = FrequencyMap.Merge([.. columns.Select(column => ValueBuckets.Pick(column, selection.Buckets))]);
        Assert.Equal(selection.Values, picked.N);
        Assert.Equal(
            expected, Summaries.Of(outlines.Aggregate(ExactSums.None, (sum, outline) => sum + outline.Sums), selection.Of(picked)));
    });

    [Fact]
    public void Only_the_values_of_few_buckets_are_picked()
    {
        // 100,000 values from 512 on lie in 1,953 buckets of up to 256; 12 quantiles and ends take at most two each.
        long[] column = [.. Enumerable.Range(512, 100_000)];
        var selection = new OrderSelection(ValueBuckets.Count(column));
        Assert.InRange(ValueBuckets.Pick(column, selection.Buckets).N, 12, 24 * 256);
    }

    [Fact]
    public void Greater_numbers_have_equal_or_greater_buckets() =>
        Gen.Select(Value, Value).Where((a, b) => a != Missing.Value && b != Missing.Value).Sample((a, b) =>
        Assert.True(a > b || ValueBuckets.Of(a) <= ValueBuckets.Of(b)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(511, 511)]
    [InlineData(512, 512)] // two numbers share a bucket
    [InlineData(513, 512)]
    [InlineData(514, 513)]
    [InlineData(1_023, 767)]
    [InlineData(1_024, 768)] // four numbers share one
    [InlineData(1_027, 768)]
    [InlineData(long.MaxValue, 14_335)]
    public void A_bucket_is_at_most_a_256th_as_wide_as_its_numbers_are_large(long value, int bucket) =>
        Assert.Equal(bucket, ValueBuckets.Of(value));

    [Fact]
    public void A_column_without_values_has_no_buckets()
    {
        Assert.Equal(0, ValueBuckets.Count([Missing.Value]).N);
        Assert.Equal(0, ValueBuckets.Pick([Missing.Value], [0]).N);
        Assert.Equal(Statistics.None, Summaries.Of([Missing.Value]));
        Assert.Equal(Statistics.None, Summaries.OfSorted(Array.Empty<long>()));
    }
}
