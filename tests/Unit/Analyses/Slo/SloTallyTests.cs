using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Slo;

public sealed class SloTallyTests
{
    private const long None = Missing.Value;

    private static readonly long Noon = new DateTime(2025, 3, 1, 12, 0, 0, DateTimeKind.Utc).Ticks;

    private static readonly Gen<long?> Limit = Gen.OneOf(Gen.Const((long?)null), Gen.Long[1, 60].Select(ticks => (long?)ticks));

    private static readonly Gen<(SloLimits Limits, Row[] Rows)> Logs =
        from ttft in Limit
        from tpot in Limit
        from e2e in Limit
        from rows in (
            from started in Gen.Long[0, 5 * TimeSpan.TicksPerHour]
            from output in Gen.Frequency((1, Gen.Const(None)), (8, Gen.Long[0, 6]))
            from first in Gen.Frequency((1, Gen.Const(None)), (8, Gen.Long[0, 60]))
            from duration in Gen.Frequency((1, Gen.Const(None)), (8, Gen.Long[0, 200]))
            select new Row(Noon + started, output, first, duration)).Array[0, 100]
        select (new SloLimits(ttft, tpot, e2e), rows);

    [Fact]
    public void Limits_are_decided_in_ticks_and_include_themselves()
    {
        // At most 5 to the first token, 2 a token, 20 in all.
        var tally = Of(
            new SloLimits(5, 2, 20),
            new Row(Noon, 9, 4, 20), // 16 over 8 tokens: 2, all at the limit
            new Row(Noon + 1, 9, 5, 22), // 17 over 8 tokens, and 22 in all
            new Row(Noon + 2, 1, 5, 20), // no second token: tpot holds
            new Row(Noon + 3, 0, 6, 20), // ttft does not
            new Row(Noon + 4, 9, 0, 5), // ttft 0: tpot is not measurable
            new Row(Noon + 5, None, 1, 5), // nor without output
            new Row(Noon + 6, 2, 5, 5), // nor where the duration is that to the first token
            new Row(Noon + 7, 1, None, 5)); // no ttft
        Assert.Equal((8, 4, 2), (tally.Rows, tally.Measured, tally.Good));
        Assert.Equal([7L, 5, 8], tally.MetricMeasured);
        Assert.Equal([6L, 4, 7], tally.MetricHeld);
        Assert.Equal((Int128)10, tally.GoodTokens);
        Assert.Equal((Noon, Noon + 23), (tally.First, tally.End));
        Assert.Equal(0.5, tally.Attainment);
    }

    [Fact]
    public void Limits_and_tokens_whose_product_exceeds_64_bits_are_compared_right() => Assert.Equal(
        1, Of(new SloLimits(null, long.MaxValue, null), new Row(Noon, long.MaxValue, 1, long.MaxValue)).Good);

    [Fact]
    public void Where_nothing_is_measured_there_is_no_attainment()
    {
        var tally = Of(new SloLimits(5, null, null), new Row(Noon, 1, None, 5));
        Assert.Null(tally.Attainment);
        Assert.All(tally.ByFactor(), share => Assert.Equal(double.NaN, share));
    }

    [Fact]
    public void A_tally_is_what_each_row_says() => Logs.Sample(log =>
    {
        var (limits, rows) = log;
        var tally = Of(limits, rows);
        var measured = rows.Where(row => IsMeasured(limits, row)).ToList();
        Assert.Equal((rows.Length, measured.Count), (tally.Rows, tally.Measured));
        Assert.Equal(measured.Count(row => Holds(limits, row, 1)), tally.Good);
        Assert.Equal(rows.GroupBy(row => row.Started / TimeSpan.TicksPerHour).OrderBy(hour => hour.Key).Select(hour => (
            hour.Key, (long)hour.Count(row => IsMeasured(limits, row)),
            (long)hour.Count(row => IsMeasured(limits, row) && Holds(limits, row, 1)))), Enumerable.Range(0, tally.Hours.Length).Select(
                i => (tally.Hours[i], tally.HourMeasured[i], tally.HourGood[i])));
        Assert.Equal(
            SloScale.Factors.Select(factor => (double)measured.Count(row => Holds(limits, row, factor)) / measured.Count),
            tally.ByFactor());
    });

    [Fact]
    public void Factors_go_from_a_quarter_to_four_by_way_of_one()
    {
        Assert.Equal(41, SloScale.Factors.Length);
        Assert.Equal((0.25, 1.0, 4.0), (SloScale.Factors[0], SloScale.Factors[20], SloScale.Factors[40]));
    }

    [Theory]
    [InlineData("ttft=0.5,tpot=50ms,e2e=30", 5_000_000L, 500_000L, 300_000_000L)]
    [InlineData("e2e=1.5s", null, null, 15_000_000L)]
    [InlineData(" tpot = 1e-3 ", null, 10_000L, null)]
    [InlineData("ttft=0.00000025", 2L, null, null)] // 2.5 ticks: to even
    [InlineData("ttft=0.00000035", 4L, null, null)]
    public void Limits_are_rounded_to_ticks(string text, long? ttft, long? tpot, long? e2e) =>
        Assert.Equal(new SloLimits(ttft, tpot, e2e), SloLimits.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("ttft")]
    [InlineData("ttft=")]
    [InlineData("ttft=0")]
    [InlineData("ttft=-1")]
    [InlineData("ttft=1,")]
    [InlineData("ttft=1,ttft=1")]
    [InlineData("itl=1")]
    [InlineData("ttft=1m")]
    [InlineData("ttft=0,5")]
    [InlineData("ttft=1e300")]
    [InlineData("ttft=1000000000000")]
    [InlineData("ttft=0.00000001")]
    public void Texts_that_are_no_limits_are_refused(string text) => Assert.Null(SloLimits.Parse(text));

    private static SloTally Of(SloLimits limits, params Row[] rows) => SloTally.Of(
        limits, Array.ConvertAll(rows, row => row.Started), Array.ConvertAll(rows, row => row.Output),
        Array.ConvertAll(rows, row => row.Ttft), Array.ConvertAll(rows, row => row.Duration));

    private static bool IsMeasured(SloLimits limits, Row row) =>
        (limits.Ttft is null || row.Ttft != None)
        && (limits.E2e is null || row.Duration != None)
        && (limits.Tpot is null || (row.Output != None && row.Duration != None
            && (row.Output <= 1 || (row.Ttft > 0 && row.Duration > row.Ttft))));

    private static bool Holds(SloLimits limits, Row row, double factor)
    {
        return Scaled(limits.Ttft) is not { } ttft || row.Ttft <= ttft ? HoldsRest() : false;

        bool HoldsRest() => !(Scaled(limits.E2e) is { } e2e && row.Duration > e2e)
            && !(row.Output > 1 && Scaled(limits.Tpot) is { } tpot && row.Duration - row.Ttft > tpot * (row.Output - 1));

        long? Scaled(long? limit) => limit is null ? null : Math.Max(1, (long)Math.Round(limit.Value * factor, MidpointRounding.ToEven));
    }

    private sealed record Row(long Started, long Output, long Ttft, long Duration);
}
