namespace LlmWorkload.Kernels;

/// <summary>How many pairs fall into each cell of a grid of equal bins.</summary>
/// <param name="XEdges">Edges of the columns, ascending, one more than columns.</param>
/// <param name="YEdges">Edges of the rows.</param>
/// <param name="Counts">Row after row from the lowest y, each from the lowest x.</param>
[GenerateSerializer, Immutable, Alias("llmwl.pairhistogram")]
public sealed record PairHistogram(
    [property: Id(0)] double[] XEdges,
    [property: Id(1)] double[] YEdges,
    [property: Id(2)] long[] Counts)
{
    // How far the edges stand from a side that has one value only, as in NumPy's histogram.
    private const double Margin = 0.5;

    /// <summary>
    /// Counts the pairs (previous value, value) of a series in equal bins from the lowest to the highest value of each side; a bin holds its lower edge,
    /// the last also its upper. A side that has one value only gets bins from half below it to half above.
    /// </summary>
    /// <param name="values">The distinct values, ascending, on the axis (their logarithms, for bins that are equal in these).</param>
    /// <param name="places">The place of each value of the series among <paramref name="values"/>.</param>
    /// <param name="previous">For each value of the series the index of its previous one, −1 where it ends no pair.</param>
    /// <param name="bins">Bins of each side.</param>
    /// <returns>The grid, or null where there is no pair.</returns>
    public static PairHistogram? Of(ReadOnlySpan<double> values, ReadOnlySpan<int> places, ReadOnlySpan<int> previous, int bins)
    {
        var (x, y) = (Extent.None, Extent.None);
        for (var i = 0; i < places.Length; i++)
        {
            if (previous[i] < 0) continue;
            x.Add(places[previous[i]]);
            y.Add(places[i]);
        }

        if (x.IsEmpty) return null;
        var (xEdges, yEdges) = (Edges(values[x.Lowest], values[x.Highest], bins), Edges(values[y.Lowest], values[y.Highest], bins));
        var (xBins, yBins) = (Bins(values, x, xEdges), Bins(values, y, yEdges));
        var counts = new long[bins * bins];
        for (var i = 0; i < places.Length; i++)
        {
            if (previous[i] >= 0) counts[(yBins[places[i]] * bins) + xBins[places[previous[i]]]]++;
        }

        return new PairHistogram(xEdges, yEdges, counts);
    }

    private static double[] Edges(double lowest, double highest, int bins)
    {
        if (lowest == highest) (lowest, highest) = (lowest - Margin, highest + Margin);
        var edges = new double[bins + 1];
        var width = (highest - lowest) / bins;
        for (var i = 0; i < bins; i++) edges[i] = lowest + (i * width);
        edges[bins] = highest;
        return edges;
    }

    // The bin of each distinct value of one side. Both ascend, so that one walk finds them all.
    private static int[] Bins(ReadOnlySpan<double> values, Extent extent, ReadOnlySpan<double> edges)
    {
        var bins = new int[values.Length];
        var bin = 0;
        for (var place = extent.Lowest; place <= extent.Highest; place++)
        {
            while (bin < edges.Length - 2 && values[place] >= edges[bin + 1]) bin++;
            bins[place] = bin;
        }

        return bins;
    }

    private struct Extent
    {
        public static readonly Extent None = new() { Lowest = int.MaxValue, Highest = -1 };

        public int Lowest;
        public int Highest;

        public readonly bool IsEmpty => Highest < 0;

        public void Add(int place)
        {
            Lowest = Math.Min(Lowest, place);
            Highest = Math.Max(Highest, place);
        }
    }
}
