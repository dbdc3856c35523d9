namespace LlmWorkload.Kernels;

/// <summary>How many pairs fall into each cell of a square grid of equal bins, the same on both sides.</summary>
/// <param name="XEdges">Edges of the columns, ascending, one more than columns.</param>
/// <param name="YEdges">Edges of the rows: the same.</param>
/// <param name="Counts">Row after row from the lowest y, each from the lowest x.</param>
[GenerateSerializer, Immutable, Alias("llmwl.pairhistogram")]
internal sealed record PairHistogram(
    [property: Id(0)] double[] XEdges,
    [property: Id(1)] double[] YEdges,
    [property: Id(2)] long[] Counts)
{
    // The distance of the edges from values that are all the same, as in NumPy's histogram.
    private const double Margin = 0.5;

    /// <summary>
    /// Counts the pairs (previous value, value) of a series in equal bins, from the lowest to the highest value of the pairs. Pairs with a
    /// value below a limit are left out. A bin holds its lower edge, the last bin also its upper edge. Where all values are the same, the
    /// bins go from half below to half above.
    /// </summary>
    /// <param name="values">The distinct values, ascending, on the axis (their logarithms, for bins that are equal in these).</param>
    /// <param name="places">The place of each value of the series among <paramref name="values"/>.</param>
    /// <param name="previous">For each value of the series the index of its previous one, −1 where it ends no pair.</param>
    /// <param name="bins">Bins of each side.</param>
    /// <param name="least">Pairs with a value below it are left out.</param>
    /// <returns>The grid, or null where there is no such pair.</returns>
    public static PairHistogram? Of(
        ReadOnlySpan<double> values, ReadOnlySpan<int> places, ReadOnlySpan<int> previous, int bins, double least = double.NegativeInfinity)
    {
        var first = 0;
        while (first < values.Length && values[first] < least) first++;
        var extent = Extent.None;
        for (var i = 0; i < places.Length; i++)
        {
            if (previous[i] < 0 || places[i] < first || places[previous[i]] < first) continue;
            extent.Add(places[previous[i]]);
            extent.Add(places[i]);
        }

        if (extent.IsEmpty) return null;
        var edges = Edges(values[extent.Lowest], values[extent.Highest], bins);
        var binOf = Bins(values, extent, edges);
        var counts = new long[bins * bins];
        for (var i = 0; i < places.Length; i++)
        {
            if (previous[i] < 0 || places[i] < first || places[previous[i]] < first) continue;
            counts[(binOf[places[i]] * bins) + binOf[places[previous[i]]]]++;
        }

        return new PairHistogram(edges, edges, counts);
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

    // The bin of each distinct value. Values and edges ascend, so one walk finds all bins.
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
