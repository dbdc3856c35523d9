using CsCheck;
using LlmWorkload.Comparison;
using LlmWorkload.Kernels;
using LlmWorkload.Scopes;

namespace LlmWorkload.Tests.Comparison;

/// <summary>What is saved of a side comes back, and what is no baseline is refused.</summary>
public sealed class BaselineFileTests
{
    private static readonly SideTotals Totals = new(
        new ResolvedScope(new DateTime(2025, 1, 1).Ticks, null, ["a", "b"], null, [], null, null, ["-"], 11, null),
        (Int128)long.MaxValue * 1_000,
        7,
        3,
        638_000_000_000_000_000,
        638_000_000_000_000_001,
        [.. Enumerable.Range(0, 24).Select(hour => (long)hour)],
        [1, 2, 3, 4, 5, 6, 7],
        [("chat", 4), ("chat_stream", 5)],
        [new SideModel("a", "Llama", 9, (Int128)1 << 90), new SideModel("b", "Qwen, \"7B\"", 2, 0)]);

    [Fact]
    public void Every_number_comes_back_to_the_last_bit() =>
        Gen.Select(Gen.Long.Array[0, 200], Gen.Long[0, 9].Array[0, 50], Gen.Long[0, 1L << 50].Array[0, 50]).Sample((all, a, b) =>
        {
            var side = new SideDistribution(FrequencyMap.Of(all), [FrequencyMap.Of(a).Encode(), FrequencyMap.Of(b).Encode()]);
            var file = BaselineFile.Write(Totals, [.. ComparedDistribution.All.Select(each => BaselineFile.Pack(each, side))]);

            var (totals, distributions) = BaselineFile.Read(file, "file");

            Assert.Equivalent(Totals, totals, strict: true);
            Assert.Equal(ComparedDistribution.All.Count, distributions.Count);
            foreach (var (distribution, packed) in ComparedDistribution.All.Zip(distributions))
            {
                var read = BaselineFile.Unpack(distribution, packed, 2);
                var overall = distribution.IsOfRows ? FrequencyMap.Merge(side.Models) : side.Overall;
                AssertSame(overall, read.Overall);
                foreach (var (expected, actual) in side.Models.Zip(read.Models))
                    AssertSame(FrequencyMap.Decode(expected), FrequencyMap.Decode(actual));
            }
        });

    [Fact]
    public void Any_byte_that_is_changed_or_lost_is_noticed()
    {
        var side = new SideDistribution(FrequencyMap.Of([1, 2, 3]), [FrequencyMap.Of([1]).Encode(), FrequencyMap.Of([2, 3]).Encode()]);
        var file = BaselineFile.Write(Totals, [.. ComparedDistribution.All.Select(each => BaselineFile.Pack(each, side))]);

        Assert.Contains("is no baseline", Refused("model,started\n"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("is no baseline", Refused([]), StringComparison.Ordinal);
        Assert.Contains("is damaged", Refused(file[..20]), StringComparison.Ordinal);
        Assert.Contains("is damaged", Refused(file[..^1]), StringComparison.Ordinal);
        Gen.Int[12, file.Length - 1].Sample(at =>
        {
            var changed = file.ToArray();
            changed[at] ^= 0x10;
            Assert.Contains("is damaged", Refused(changed), StringComparison.Ordinal);
        });
        var newer = file.ToArray();
        newer[8]++;
        Assert.Contains("is of version 2", Refused(newer), StringComparison.Ordinal);
    }

    private static string Refused(byte[] file)
    {
        var failure = Assert.Throws<WorkloadException>(() => BaselineFile.Read(file, "old.llmwl"));
        Assert.True(failure.IsInput);
        Assert.Contains("'old.llmwl'", failure.Message, StringComparison.Ordinal);
        return failure.Message;
    }

    private static void AssertSame(FrequencyMap expected, FrequencyMap actual)
    {
        Assert.Equal(expected.Values, actual.Values);
        Assert.Equal(expected.Counts, actual.Counts);
    }
}
