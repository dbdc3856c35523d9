using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Slo;

public sealed class HourBucketsTests
{
    [Fact]
    public void Hours_stay_where_they_are_few_enough()
    {
        var buckets = HourBuckets.Of([5, 7], [4, 2], [1, 2], most: 3);
        Assert.Equal(1, buckets.Width);
        Assert.Equal([5L, 6, 7], buckets.Starts);
        Assert.Equal([0.25, double.NaN, 1], buckets.Attainment);
        Assert.Equal(buckets.Attainment, buckets.Lowest);
        Assert.Equal(buckets.Attainment, buckets.Highest);
    }

    [Fact]
    public void A_bucket_has_the_requests_of_its_hours_between_the_lowest_and_the_highest_of_them()
    {
        // Hours 5 | 6 7 | 10 11 in buckets of two: 4 requests, 3 of 10, none in 8, and 1 of 1 beside an hour in which none is measured.
        var buckets = HourBuckets.Of([5, 6, 7, 10, 11], [4, 8, 2, 0, 1], [1, 1, 2, 0, 1], most: 4);
        Assert.Equal(2, buckets.Width);
        Assert.Equal([4L, 6, 8, 10], buckets.Starts);
        Assert.Equal([0.25, 0.3, double.NaN, 1], buckets.Attainment);
        Assert.Equal([0.25, 0.125, double.NaN, 1], buckets.Lowest);
        Assert.Equal([0.25, 1, double.NaN, 1], buckets.Highest);
    }

    [Theory]
    [InlineData(90, 24)]
    [InlineData(3 * 365, 168)]
    [InlineData(2000 * 365, 168 * 1024)]
    public void Any_span_comes_to_at_most_so_many_buckets(int days, long width)
    {
        long[] hours = [24, (days * 24L) + 23];
        var buckets = HourBuckets.Of(hours, [1, 1], [0, 1], most: 168);
        Assert.Equal(width, buckets.Width);
        Assert.InRange(buckets.Starts.Length, 1, 168);
        Assert.Equal((0.0, 1.0), (buckets.Attainment[0], buckets.Attainment[^1]));
    }
}
