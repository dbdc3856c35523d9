namespace LlmWorkload.Kernels;

/// <summary>Box statistics of whole numbers, and the values beyond the whiskers.</summary>
internal static class Boxes
{
    /// <summary>At most this many values beyond the whiskers of a box are drawn.</summary>
    public const int MostOutliers = 200;

    private const double LowerWhisker = 0.1;
    private const double UpperWhisker = 0.9;

    /// <summary>The box of values, with the mean from an exact sum.</summary>
    /// <param name="sorted">Values in ascending order, at least one, none missing.</param>
    /// <param name="unit">What the values are divided by in the result.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static BoxStatistics OfSorted(ReadOnlySpan<long> sorted, double unit = Units.One)
    {
        if (sorted.IsEmpty) throw new ArgumentException("A box needs at least one value.", nameof(sorted));
        return new BoxStatistics(
            sorted.Length,
            Units.Scale(WholeNumbers.Ratio(ExactSums.Total(sorted), sorted.Length), unit),
            Units.Scale(Quantiles.OfSorted(sorted, LowerWhisker), unit),
            Units.Scale(Quantiles.OfSorted(sorted, 0.25), unit),
            Units.Scale(Quantiles.OfSorted(sorted, 0.5), unit),
            Units.Scale(Quantiles.OfSorted(sorted, 0.75), unit),
            Units.Scale(Quantiles.OfSorted(sorted, UpperWhisker), unit));
    }

    /// <summary>The box of values whose sums and order statistics are known.</summary>
    /// <param name="sums">Sums of at least one value.</param>
    /// <param name="order">Order statistics of the same values.</param>
    /// <param name="unit">What the values are divided by in the result.</param>
    public static BoxStatistics Of(ExactSums sums, OrderStatistics order, double unit = Units.One) => new(
        sums.N,
        Units.Scale(sums.Mean(), unit),
        Units.Scale(order.Quantile(LowerWhisker), unit),
        Units.Scale(order.Quantile(0.25), unit),
        Units.Scale(order.Quantile(0.5), unit),
        Units.Scale(order.Quantile(0.75), unit),
        Units.Scale(order.Quantile(UpperWhisker), unit));

    /// <summary>
    /// Values below the lower or above the upper whisker, ascending: at most <see cref="MostOutliers"/>, chosen evenly by rank.
    /// </summary>
    /// <param name="sorted">Values in ascending order, none missing.</param>
    /// <param name="unit">What the values are divided by in the result.</param>
    public static double[] OutliersOfSorted(ReadOnlySpan<long> sorted, double unit = Units.One)
    {
        if (sorted.IsEmpty) return [];
        var (low, high) = (Quantiles.OfSorted(sorted, LowerWhisker), Quantiles.OfSorted(sorted, UpperWhisker));
        var below = 0;
        while (sorted[below] < low) below++;
        var above = sorted.Length;
        while (sorted[above - 1] > high) above--;

        var chosen = EvenChoice.Of(below + sorted.Length - above, MostOutliers);
        var outliers = new double[chosen.Length];
        for (var i = 0; i < chosen.Length; i++)
        {
            var rank = chosen[i] < below ? chosen[i] : chosen[i] - below + above;
            outliers[i] = Units.Scale(sorted[rank], unit);
        }

        return outliers;
    }
}
