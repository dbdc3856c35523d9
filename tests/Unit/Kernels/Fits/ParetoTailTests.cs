using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class ParetoTailTests
{
    [Fact]
    public void A_tail_needs_a_hundred_values_and_ten_different_ones()
    {
        Assert.Null(ParetoTail.Of(FrequencyMap.Empty));
        Assert.Null(ParetoTail.Of(FrequencyMap.Of([.. Enumerable.Range(2, 99).Select(value => (long)value)])));
        Assert.Null(ParetoTail.Of(FrequencyMap.Of([.. Enumerable.Range(0, 900).Select(i => 2L + (i % 9))])));
        Assert.NotNull(ParetoTail.Of(FrequencyMap.Of([.. Enumerable.Range(2, 100).Select(value => (long)value)])));
    }

    [Fact]
    public void A_tail_does_not_begin_at_one() =>
        Assert.Equal(2, ParetoTail.Of(FrequencyMap.Of([.. Enumerable.Range(0, 100).Select(i => 1L + i), 2]))!.Least);

    [Theory]
    [InlineData(2.2)]
    [InlineData(3.5)]
    public void The_exponent_of_a_tail_is_found_above_what_has_none(double alpha)
    {
        // Below 50 evenly many, from 50 on a Pareto law that is rounded to whole numbers.
        var random = new Random(9);
        var map = FrequencyMap.Of(
        [
            .. Enumerable.Range(0, 100_000).Select(_ => random.NextInt64(1, 50)),
            .. Enumerable.Range(0, 100_000).Select(_ => (long)Math.Round(49.5 * Math.Pow(1 - random.NextDouble(), 1 / (1 - alpha)))),
        ]);

        var tail = ParetoTail.Of(map)!;

        Assert.InRange(tail.Least, 50, 200);
        Assert.InRange(tail.Alpha, alpha - (4 * tail.AlphaError), alpha + (4 * tail.AlphaError));
        Assert.True(tail.Z > 4 && tail.P < 0.001);
    }

    [Fact]
    public void An_exponential_tail_is_told_to_be_lighter()
    {
        var random = new Random(10);
        var tail = ParetoTail.Of(FrequencyMap.Of(
            [.. Enumerable.Range(0, 50_000).Select(_ => 1 + (long)(-500 * Math.Log(1 - random.NextDouble())))]))!;

        Assert.True(tail.Z < 0);
    }

    [Fact]
    public void The_tail_is_the_nearest_of_all_candidates_by_a_plain_search() =>
        Gen.Long[1, 60].Array[150, 400].Sample(sample =>
        {
            var least = Math.Max(100, (sample.Length + 99) / 100);
            var plain = sample.Distinct().Order()
                .Where(from => from >= 2 && sample.Count(x => x >= from) >= least && sample.Where(x => x >= from).Distinct().Count() >= 10)
                .Select(from => Plain([.. sample.Where(x => x >= from).Order()], from))
                .OrderBy(each => each.Distance).ThenBy(each => each.Least).FirstOrDefault();
            var tail = ParetoTail.Of(FrequencyMap.Of(sample));

            if (plain.Least == 0)
            {
                Assert.Null(tail);
                return;
            }

            Assert.Equal(plain.Least, tail!.Least);
            Assert.Equal(plain.Alpha, tail.Alpha, 1e-10);
            Assert.Equal(plain.Distance, tail.Ks, 1e-10);
            Assert.Equal(plain.LogLikelihood, tail.LogLikelihood, 1e-8);
            Assert.Equal(plain.Z, tail.Z, 1e-8);
        }, iter: 100);

    // At every whole number of the tail, also those that are no values.
    private static (long Least, double Alpha, double Distance, double LogLikelihood, double Z) Plain(long[] tail, long least)
    {
        var border = least - 0.5;
        var alpha = 1 + (tail.Length / tail.Sum(x => Math.Log(x / border)));
        var distance = 0.0;
        for (var x = least; x <= tail[^1]; x++)
        {
            var law = 1 - Math.Pow((x + 0.5) / border, 1 - alpha);
            distance = Math.Max(distance, Math.Abs(((double)tail.Count(value => value <= x) / tail.Length) - law));
        }

        var mean = tail.Average() - border;
        double[] pareto = [.. tail.Select(x => Math.Log((alpha - 1) / border) - (alpha * Math.Log(x / border)))];
        double[] differences = [.. tail.Zip(pareto, (x, log) => log - (-Math.Log(mean) - ((x - border) / mean)))];
        var deviation = Math.Sqrt(differences.Average(d => (d - differences.Average()) * (d - differences.Average())));
        return (least, alpha, distance, pareto.Sum(), differences.Sum() / (Math.Sqrt(tail.Length) * deviation));
    }
}
