using CsCheck;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Kernels;

public sealed class BoxesTests
{
    private static readonly Gen<long[]> Values = Gen.Long[0, 10_000].Array[1, 700];

    [Fact]
    public void A_box_by_hand()
    {
        // 1, 2, 3, 4 and 10 s: position 0.1·4 = 0.4 gives 1.4, 0.9·4 = 3.6 gives 4 + 0.6·6 = 7.6.
        var box = Boxes.OfSorted([10_000_000, 20_000_000, 30_000_000, 40_000_000, 100_000_000], Units.TicksPerSecond);
        Assert.Equal(new BoxStatistics(5, 4, 1.4, 2, 3, 4, 7.6), box);
    }

    [Fact]
    public void One_value_is_its_whole_box() => Assert.Equal(new BoxStatistics(1, 7, 7, 7, 7, 7, 7), Boxes.OfSorted([7]));

    [Fact]
    public void No_values_have_no_box_and_no_outliers()
    {
        Assert.Throws<ArgumentException>(() => Boxes.OfSorted([]));
        Assert.Empty(Boxes.OutliersOfSorted([]));
    }

    [Fact]
    public void The_mean_of_large_values_is_exact() =>
        Assert.Equal(long.MaxValue, Boxes.OfSorted([long.MaxValue, long.MaxValue, long.MaxValue]).Mean);

    [Fact]
    public void A_box_is_that_of_the_definition() => Values.Sample(values =>
    {
        double[] sorted = [.. values.Order().Select(value => (double)value)];
        var box = Boxes.OfSorted(values.Order().ToArray());
        Assert.Equal(sorted.Length, box.N);
        Assert.Equal(sorted.Average(), box.Mean, 1e-8);
        Assert.Equal([Quantile(sorted, 0.1), Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75), Quantile(sorted, 0.9)],
            [box.P10, box.P25, box.Median, box.P75, box.P90]);
    });

    [Fact]
    public void Outliers_are_the_values_beyond_the_whiskers()
    {
        // 1 … 11: whiskers at 2 and 10, which are not beyond themselves.
        Assert.Equal([1, 11], Boxes.OutliersOfSorted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
        Assert.Empty(Boxes.OutliersOfSorted([4, 4, 4, 4]));
        Assert.Equal([0.5], Boxes.OutliersOfSorted([5, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9], 10));
    }

    [Fact]
    public void Many_outliers_are_thinned_evenly_by_rank_and_keep_the_extremes()
    {
        // 0 … 9,999: 1,000 beyond each whisker (999.9 and 8,999.1); every (2,000 − 1)/199th of them, 100 from each side.
        long[] sorted = [.. Enumerable.Range(0, 10_000)];
        var outliers = Boxes.OutliersOfSorted(sorted);
        Assert.Equal(Boxes.MostOutliers, outliers.Length);
        Assert.Equal((0, 9_999), (outliers[0], outliers[^1]));
        Assert.Equal(100, outliers.Count(value => value < 1_000));
        Assert.Equal(100, outliers.Count(value => value > 8_999));
    }

    [Fact]
    public void Outliers_are_chosen_from_all_of_the_definition() => Values.Sample(values =>
    {
        double[] sorted = [.. values.Order().Select(value => (double)value)];
        double[] all = [.. sorted.Where(value => value < Quantile(sorted, 0.1) || value > Quantile(sorted, 0.9))];
        var outliers = Boxes.OutliersOfSorted(values.Order().ToArray());
        Assert.Equal(all.Length <= 200 ? all : [.. EvenChoice.Of(all.Length, 200).Select(index => all[index])], outliers);
    });

    [Theory]
    [InlineData(0, 5, new int[0])]
    [InlineData(1, 5, new[] { 0 })]
    [InlineData(5, 5, new[] { 0, 1, 2, 3, 4 })]
    [InlineData(9, 5, new[] { 0, 2, 4, 6, 8 })]
    [InlineData(6, 5, new[] { 0, 1, 2, 3, 5 })] // 0, 1.25, 2.5, 3.75, 5 without their fractions
    public void A_choice_is_even_by_position(int count, int most, int[] chosen) => Assert.Equal(chosen, EvenChoice.Of(count, most));

    [Fact]
    public void A_choice_of_the_longest_sequence_does_not_overflow() =>
        Assert.Equal([0, (int.MaxValue - 1) / 2, int.MaxValue - 1], EvenChoice.Of(int.MaxValue, 3));

    [Fact]
    public void Groups_hold_what_filtering_and_sorting_gives() => Gen.Select(Gen.Long[0, 50], Gen.Int[0, 6]).Array[0, 80].Sample(pairs =>
    {
        using var scratch = new Scratch();
        var ordered = StableOrder.Of(Array.ConvertAll(pairs, pair => pair.Item1), scratch);
        var groups = SortedGroups.Of(ordered, Array.ConvertAll(pairs, pair => pair.Item2), 7, scratch);
        for (var group = 0; group < 7; group++)
        {
            Assert.Equal(pairs.Where(pair => pair.Item2 == group).Select(pair => pair.Item1).Order(), groups[group].ToArray());
        }

        int[] filled = [.. pairs.Select(pair => pair.Item2).Distinct().Order()];
        Assert.Equal(filled, groups.Filled());
        Assert.Equal(filled.Select(group => pairs.Count(pair => pair.Item2 == group)), groups.ConvertFilled((_, values) => values.Length));
    });

    private static double Quantile(double[] sorted, double p)
    {
        var position = p * (sorted.Length - 1);
        var low = (int)Math.Floor(position);
        return position == low ? sorted[low] : sorted[low] + ((sorted[low + 1] - sorted[low]) * (position - low));
    }
}
