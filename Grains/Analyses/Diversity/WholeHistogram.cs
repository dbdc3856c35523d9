using System.Globalization;

namespace LlmWorkload.Kernels;

/// <summary>A histogram of whole numbers. Every bin has the same number of them.</summary>
/// <param name="From">The first number of each bin, ascending. A bin begins right after the end of the bin before it.</param>
/// <param name="To">The last number of each bin, included.</param>
/// <param name="Counts">How many values each holds; 0 for none.</param>
internal sealed record WholeHistogram(long[] From, long[] To, long[] Counts)
{
    /// <summary>Up to this many whole numbers have a bin each.</summary>
    public const int MostSingle = 60;

    /// <summary>The most bins where there are more numbers. They are few enough to label every one.</summary>
    public const int MostBins = 24;

    /// <summary>
    /// A bin for each whole number from the least to the greatest value. With more than 60 numbers, each bin has the same number of them,
    /// the fewest that give at most 24 bins. The last bin can reach beyond the greatest value.
    /// </summary>
    /// <param name="map">The values, at least one.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static WholeHistogram Of(FrequencyMap map)
    {
        if (map.N == 0) throw new ArgumentException("A histogram needs at least one value.", nameof(map));
        var least = map.Values[0];
        var numbers = map.Values[^1] - least + 1;
        var width = numbers <= MostSingle ? 1 : (numbers + MostBins - 1) / MostBins;
        var counts = new long[(numbers + width - 1) / width];
        var values = map.Values;
        var occurrences = map.Counts;
        for (var i = 0; i < values.Length; i++) counts[(values[i] - least) / width] += occurrences[i];
        long[] from = [.. Enumerable.Range(0, counts.Length).Select(bin => least + (bin * width))];
        return new WholeHistogram(from, Array.ConvertAll(from, first => first + width - 1), counts);
    }

    /// <summary>The numbers of each bin in words, for example <c>7</c> or <c>61–64</c>.</summary>
    public string[] Labels() => [.. From.Zip(To, static (from, to) => from == to ? Text(from) : $"{Text(from)}–{Text(to)}")];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
