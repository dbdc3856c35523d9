using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Load;

public sealed class TtftBucketsTests
{
    private const long None = Missing.Value;

    private static readonly Gen<(long Input, long Ttft)[]> Rows =
        Gen.Select(Gen.OneOf(Gen.Long[0, 5_000], Gen.Long[0, 200_000]), Gen.Long[0, 50_000_000]).Array[0, 3_000];

    [Fact]
    public void Rows_without_either_value_are_left_out()
    {
        long[] input = [1, None, 3, 0], ttft = [10, 20, None, 0];
        Assert.Equal(2, TtftBuckets.Keep(input, ttft));
        Assert.Equal(((1L, 10L), (0L, 0L)), ((input[0], ttft[0]), (input[1], ttft[1])));
    }

    [Fact]
    public void Without_rows_there_are_no_buckets() => Assert.Empty(TtftBuckets.Of([], []));

    [Fact]
    public void A_bucket_is_merged_into_the_next_until_it_holds_a_hundred_and_a_rest_goes_into_the_last()
    {
        // All of one ttft, so that none is above the quantile 0.999. 0–1k: 100. 1–2k: 60, 4–5k: 39, 5–6k: 1 make 100, from 1,000 to 6,000
        // over the gap. 9–10k: 99 are a rest.
        var buckets = Constant((500, 100), (1_000, 60), (4_999, 39), (5_000, 1), (9_500, 99));
        Assert.Equal([(0L, 1_000L, 100L), (1_000L, 10_000L, 199L)], buckets.Select(bucket => (bucket.From, bucket.To, bucket.Ttft.N)));
    }

    [Fact]
    public void A_bucket_begins_with_the_first_thousand_tokens_that_have_rows()
    {
        // Nothing in 0–2k, nothing in 3–7k.
        var buckets = Constant((2_999, 100), (7_000, 100));
        Assert.Equal([(2_000L, 3_000L, 100L), (7_000L, 8_000L, 100L)], buckets.Select(bucket => (bucket.From, bucket.To, bucket.Ttft.N)));
    }

    [Fact]
    public void A_border_belongs_to_the_next_bucket()
    {
        var buckets = Constant((2_999, 100), (3_000, 100));
        Assert.Equal([(2_000L, 3_000L, 100L), (3_000L, 4_000L, 100L)], buckets.Select(bucket => (bucket.From, bucket.To, bucket.Ttft.N)));
    }

    [Fact]
    public void Fewer_than_a_hundred_rows_make_one_bucket() =>
        Assert.Equal([(0L, 8_000L, 9L)], Constant((10, 5), (7_999, 4)).Select(bucket => (bucket.From, bucket.To, bucket.Ttft.N)));

    [Fact]
    public void A_ttft_above_its_own_quantile_is_left_out_and_the_rest_described_in_seconds()
    {
        // 1 … 1,001 s: the quantile 0.999 stands at position 999 exactly, so 1,000 s stays and 1,001 s goes; the mean of 1 … 1,000 is
        // 500.5.
        var ttft = Enumerable.Range(1, 1_001).Reverse().Select(second => second * TimeSpan.TicksPerSecond).ToArray();
        var bucket = Assert.Single(TtftBuckets.Of(new long[1_001], ttft));
        Assert.Equal(
            (1_000L, 500.5, 500.5, 1_000.0), (bucket.Ttft.N, bucket.Ttft.Mean!.Value, bucket.Ttft.Median!.Value, bucket.Ttft.Max!.Value));
    }

    [Fact]
    public void Buckets_cover_every_row_that_is_not_left_out() => Rows.Sample(rows =>
    {
        var buckets = Of(rows);
        var kept = Kept(rows);
        Assert.Equal(kept.Count, buckets.Sum(bucket => bucket.Ttft.N));
        var from = 0L;
        foreach (var bucket in buckets)
        {
            Assert.True(from <= bucket.From);
            Assert.Contains(kept, row => row.Input / TtftBuckets.Width == bucket.From / TtftBuckets.Width);
            from = bucket.To;
            var inside = kept.Where(row => row.Input >= bucket.From && row.Input < bucket.To)
                .Select(row => row.Ttft / 1e7).Order().ToArray();
            Assert.Equal(inside.Length, bucket.Ttft.N);
            Assert.Equal(Quantiles.OfSorted(inside, 0.9), bucket.Ttft.P90!.Value, 1e-9);
            Assert.Equal(inside.Average(), bucket.Ttft.Mean!.Value, 1e-9);
            if (kept.Count >= TtftBuckets.MinimumRows) Assert.True(bucket.Ttft.N >= TtftBuckets.MinimumRows);
        }
    });

    [Fact]
    public void No_bucket_but_the_last_could_have_ended_earlier() => Rows.Sample(rows =>
    {
        var kept = Kept(rows);
        foreach (var bucket in Of(rows).SkipLast(1))
            Assert.True(kept.Count(row => row.Input >= bucket.From && row.Input < bucket.To - TtftBuckets.Width) < TtftBuckets.MinimumRows);
    });

    [Fact]
    public void A_scatter_leaves_out_what_is_above_the_quantile_of_either_column_and_keeps_the_order_of_rows()
    {
        // 0 … 1,999 against 1,999 … 0: position 0.999·1,999 = 1,997.001, so 1,998 and 1,999 of either are left out.
        long[] input = [.. Enumerable.Range(0, 2_000)], ttft = [.. input.Reverse().Select(second => second * TimeSpan.TicksPerSecond)];
        var (x, y) = TtftBuckets.Scatter(input, ttft);
        Assert.Equal(Enumerable.Range(2, 1_996).Select(tokens => (double)tokens), x);
        Assert.Equal(Enumerable.Range(2, 1_996).Reverse().Select(second => (double)second), y);
    }

    [Fact]
    public void A_scatter_of_many_rows_is_chosen_evenly()
    {
        var (x, y) = TtftBuckets.Scatter(new long[9], new long[9], most: 3);
        Assert.Equal((3, 3), (x.Length, y.Length));
    }

    private static List<(long Input, long Ttft)> Kept((long Input, long Ttft)[] rows)
    {
        var cut = Quantiles.OfSorted(rows.Select(row => (double)row.Ttft).Order().ToArray(), 0.999);
        return [.. rows.Where(row => row.Ttft <= cut)];
    }

    private static TtftBucket[] Of((long Input, long Ttft)[] rows) =>
        TtftBuckets.Of(Array.ConvertAll(rows, row => row.Input), Array.ConvertAll(rows, row => row.Ttft));

    private static TtftBucket[] Constant(params (long Input, int Rows)[] parts) =>
        Of([.. parts.SelectMany(part => Enumerable.Repeat((part.Input, 5L), part.Rows))]);
}
