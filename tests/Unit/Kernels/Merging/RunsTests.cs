using CsCheck;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Kernels;

public sealed class RunsTests
{
    [Fact]
    public void Together_they_give_the_values_of_all_however_many_and_long_they_are() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 400], Gen.Int[1, 3], Gen.Int).Sample((count, longest, kind, seed) =>
        {
            var columns = Make(count, longest, kind, seed);
            var expected = columns.SelectMany(column => column).GroupBy(value => value).OrderBy(group => group.Key)
                .Select(group => (group.Key, (long)group.Count())).ToList();
            var map = FrequencyMap.Merge([.. columns.Select(column => FrequencyMap.Of(column))]);
            Assert.Equal(expected, map.Values.ToArray().Zip(map.Counts.ToArray()));
            Assert.Equal(expected, Read(Runs.Of([.. columns.Select(column => FrequencyMap.Pack(column))]).Together()));
        },
        iter: 300);

    [Fact]
    public void Long_runs_of_different_ranges_are_read_a_part_after_the_other()
    {
        var random = new Random(7);
        long[][] columns =
        [
            [.. Enumerable.Range(0, 50_000).Select(_ => random.NextInt64(1L << 40))],
            [.. Enumerable.Range(0, 30_000).Select(i => i * 7L)],
            [.. Enumerable.Range(0, 40_000).Select(i => 100_000L + (i / 3))],
            [5],
        ];
        var packed = columns.Select(column => FrequencyMap.Pack(column)).ToArray();
        long[] sorted = [.. columns.SelectMany(column => column).Order()];
        Assert.Equal(sorted, Read(Runs.Of(packed).Together()).SelectMany(each => Enumerable.Repeat(each.Value, (int)each.Count)));
        Assert.Equal(sorted.Length, packed.Sum(map => map.CountValues()));
    }

    [Fact]
    public void Statistics_of_several_distributions_are_those_of_all_values() =>
        Gen.Select(Gen.Int[0, 90], Gen.Int[0, 300], Gen.Int[1, 3], Gen.Int).Sample((count, longest, kind, seed) =>
        {
            var columns = Make(count, longest, kind, seed).Select(column => column.Where(value => value >= 0).ToArray()).ToList();
            PackedFrequencies[] packed = [.. columns.Select(column => FrequencyMap.Pack(column))];
            long[] all = [.. columns.SelectMany(column => column).Order()];
            Assert.Equal(Summaries.Of(FrequencyMap.OfSorted(all), 1e7), Summaries.Of(packed, 1e7));
            PackedFrequencies[] bits =
                [.. columns.Select(column => FrequencyMap.Pack(Array.ConvertAll(column, value => BitConverter.DoubleToInt64Bits(value / 7.0))))];
            Assert.Equal(Summaries.OfSorted(Array.ConvertAll(all, value => value / 7.0)), Summaries.OfDecimals(bits));
        },
        iter: 300);

    [Fact]
    public void A_distribution_with_fewer_counts_than_values_is_damaged()
    {
        var packed = FrequencyMap.Pack([1, 2, 2, 3]) with { Counts = PackedIntegers.Encode([1, 2]) };
        Assert.Throws<SegmentFormatException>(() => Runs.Of([packed]).Together());
    }

    // Values that are all different, that repeat within a run, or that repeat among runs.
    private static List<long[]> Make(int count, int longest, int kind, int seed)
    {
        var random = new Random(seed);
        var spread = kind switch { 1 => long.MaxValue, 2 => 10_000_000_000, _ => 300 };
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, random.Next(longest + 1))
            .Select(_ => random.NextInt64(-spread, spread) / (kind == 2 ? 10_000_000 : 1)).ToArray())];
    }

    private static List<(long Value, long Count)> Read(Run run)
    {
        var read = new List<(long, long)>();
        for (; !run.Values.IsEmpty; run.TakeAll())
        {
            for (var i = 0; i < run.Values.Length; i++) read.Add((run.Values[i], run.Counts.IsEmpty ? 1 : run.Counts[i]));
        }

        return read;
    }
}
