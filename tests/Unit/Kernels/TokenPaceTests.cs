using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class TokenPaceTests
{
    private static readonly Gen<long> Value = Gen.Frequency(
        (1, Gen.Const(Missing.Value)), (4, Gen.Long[0, 5]), (4, Gen.Long[0, 100_000_000]), (1, Gen.Long[0, long.MaxValue]));

    private static readonly Gen<(long Output, long Ttft, long Duration)[]> Rows = Gen.Select(Value, Value, Value).Array[0, 300];

    [Fact]
    public void Quantiles_picked_by_buckets_are_those_of_all_values_sorted() => Rows.Sample(rows =>
    {
        double[] plain =
        [
            .. rows.Where(row => row.Output > 1 && row.Ttft > 0 && row.Duration > row.Ttft)
                .Select(row => (row.Duration - row.Ttft) / (10_000_000.0 * (row.Output - 1))).Order(),
        ];
        long[] output = [.. rows.Select(row => row.Output)];
        var values = TokenPace.Of(output, [.. rows.Select(row => row.Ttft)], [.. rows.Select(row => row.Duration)]);
        var buckets = TokenPace.Count(values);
        Assert.Equal(plain.Length, buckets.N);
        if (plain.Length == 0) return;
        var selection = new OrderSelection(buckets);
        var order = selection.Of(TokenPace.Pick(values, selection.Buckets));
        foreach (var p in (double[])[0.5, 0.95, 0.99]) Assert.Equal(Quantiles.OfSorted(plain, p), TokenPace.Quantile(order, p));
    });

    [Fact]
    public void Times_per_token_of_three_rows_by_hand()
    {
        // 2 s for 4 tokens after the first, 1 s for 1, and a row of one token that has none.
        var values = TokenPace.Of([5L, 2, 1], [10_000_000, 5_000_000, 1], [30_000_000, 15_000_000, 9]);
        Assert.Equal([0.5, 1.0], values.ToArray().Select(BitConverter.Int64BitsToDouble));
    }
}
