using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class WholeHistogramTests
{
    [Fact]
    public void One_value_is_one_bar()
    {
        var histogram = Of(3, 3, 3);
        Assert.Equal(["3"], histogram.Labels());
        Assert.Equal([3L], histogram.Counts);
    }

    [Fact]
    public void Up_to_sixty_numbers_have_a_bar_each_also_where_there_are_none()
    {
        var histogram = Of(5, 7, 7, 64);
        Assert.Equal(60, histogram.Counts.Length);
        Assert.Equal(("5", "6", "64"), (histogram.Labels()[0], histogram.Labels()[1], histogram.Labels()[59]));
        Assert.Equal((1L, 0L, 2L, 1L), (histogram.Counts[0], histogram.Counts[1], histogram.Counts[2], histogram.Counts[59]));
    }

    [Fact]
    public void Beyond_sixty_numbers_every_bar_has_as_many_numbers()
    {
        // 5 … 65 are 61 numbers: three to a bar make 21 bars, the last of which reaches to 67.
        var histogram = Of(5, 7, 8, 65);
        Assert.Equal(21, histogram.Counts.Length);
        Assert.Equal(("5–7", "8–10", "65–67"), (histogram.Labels()[0], histogram.Labels()[1], histogram.Labels()[20]));
        Assert.Equal((2L, 1L, 1L), (histogram.Counts[0], histogram.Counts[1], histogram.Counts[20]));
    }

    [Fact]
    public void No_values_have_no_histogram() => Assert.Throws<ArgumentException>(() => WholeHistogram.Of(FrequencyMap.Empty));

    [Fact]
    public void Every_value_is_in_the_one_bar_that_names_it() =>
        Gen.OneOf(Gen.Long[0, 70], Gen.Long[0, 1_000_000]).Array[1, 60].Sample(values =>
    {
        var histogram = Of(values);
        Assert.InRange(histogram.Counts.Length, 1, 60);
        Assert.Single(histogram.From.Zip(histogram.To, (from, to) => to - from).Distinct());
        Assert.Equal(histogram.To[..^1].Select(to => to + 1), histogram.From[1..]);
        Assert.Equal(
            histogram.From.Zip(histogram.To, (from, to) => values.LongCount(value => from <= value && value <= to)),
            histogram.Counts);
        Assert.Equal(values.Length, histogram.Counts.Sum());
    });

    private static WholeHistogram Of(params long[] values) => WholeHistogram.Of(FrequencyMap.Of(values));
}
