using LlmWorkload.Kernels;

namespace LlmWorkload.Comparison;

/// <summary>Shares of two sides, compared.</summary>
/// <param name="Name">What the shares are of.</param>
/// <param name="NA">The sum of A.</param>
/// <param name="NB">The sum of B.</param>
/// <param name="Divergence">
/// The Jensen-Shannon divergence in bits (Lin 1991): ½Σp·log2(p/m) + ½Σq·log2(q/m) with m = (p + q)/2, from 0 to 1. Null where a side is
/// empty.
/// </param>
/// <param name="Keys">
/// Every key with its share on both sides, those that differ most first (ties by key); in the order of keys where a side is empty.
/// </param>
internal sealed record ShareDifference(
    string Name, Int128 NA, Int128 NB, double? Divergence, IReadOnlyList<(string Key, double A, double B)> Keys)
{
    /// <summary>Compares counts by key.</summary>
    public static ShareDifference Of(string name, IReadOnlyDictionary<string, Int128> a, IReadOnlyDictionary<string, Int128> b)
    {
        var (sumA, sumB) = (Sum(a.Values), Sum(b.Values));
        var keys = a.Keys.Union(b.Keys).Order(StringComparer.Ordinal)
            .Select(key => (Key: key, A: a.GetValueOrDefault(key), B: b.GetValueOrDefault(key))).ToList();
        if (sumA == 0 || sumB == 0)
            return new ShareDifference(name, sumA, sumB, null, [.. keys.Select(each => Shares(each, sumA, sumB))]);

        var divergence = new CompensatedSum();
        foreach (var each in keys)
        {
            var (_, p, q) = Shares(each, sumA, sumB);
            var m = (p + q) / 2;
            if (p > 0) divergence.Add(p / 2 * Math.Log2(p / m));
            if (q > 0) divergence.Add(q / 2 * Math.Log2(q / m));
        }

        // By whole numbers, so that equal differences are equal: |b·n_A − a·n_B|. The order of keys is kept among them.
        var ranked = keys.OrderByDescending(each => Int128.Abs((each.B * sumA) - (each.A * sumB)));
        return new ShareDifference(
            name, sumA, sumB, Math.Clamp(divergence.Value, 0, 1), [.. ranked.Select(each => Shares(each, sumA, sumB))]);
    }

    private static (string Key, double A, double B) Shares((string Key, Int128 A, Int128 B) each, Int128 sumA, Int128 sumB) =>
        (each.Key, Share(each.A, sumA), Share(each.B, sumB));

    private static double Share(Int128 part, Int128 whole) => whole == 0 ? 0 : (double)part / (double)whole;

    private static Int128 Sum(IEnumerable<Int128> counts) => counts.Aggregate((Int128)0, (sum, count) => sum + count);
}
