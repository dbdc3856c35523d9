using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>The distinct values of a series, and each value's place among them.</summary>
/// <param name="distinct">The distinct values, ascending.</param>
/// <param name="places">For each value of the series, its index in <paramref name="distinct"/>.</param>
internal readonly ref struct DenseRanks(ReadOnlySpan<long> distinct, ReadOnlySpan<int> places)
{
    /// <summary>The distinct values, ascending.</summary>
    public ReadOnlySpan<long> Distinct { get; } = distinct;

    /// <summary>For each value of the series, its index in <see cref="Distinct"/>.</summary>
    public ReadOnlySpan<int> Places { get; } = places;

    /// <summary>Ranks a series.</summary>
    /// <param name="ordered">The series in ascending order.</param>
    /// <param name="scratch">Memory for the result.</param>
    public static DenseRanks Of(StableOrder ordered, Scratch scratch)
    {
        var (sorted, order) = ordered;
        var distinct = scratch.Rent<long>(sorted.Length);
        var places = scratch.Rent<int>(sorted.Length);
        var count = 0;
        for (var k = 0; k < sorted.Length; k++)
        {
            if (k == 0 || sorted[k] != sorted[k - 1]) distinct[count++] = sorted[k];
            places[order[k]] = count - 1;
        }

        return new DenseRanks(distinct[..count], places);
    }
}
