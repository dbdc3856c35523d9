using System.Numerics;
using CsCheck;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Load;

public sealed class ThroughputIntegralTests
{
    private const long Second = PlainThroughput.Second;

    private static readonly Gen<(long Begin, long End, long Tokens)[]> Phases =
        Gen.Select(Gen.Long[0, 40_000 * Second],
            Gen.OneOf(Gen.Long[1, Second], Gen.Long[1, 30 * Second], Gen.Long[1, 15_000 * Second]), Gen.Long[0, 100_000])
            .Select((begin, span, tokens) => (begin, begin + span, tokens)).Array[1, 25];

    [Fact]
    public void Without_phases_there_are_no_seconds() => Assert.Equal(0, Integrate().Seconds);

    [Fact]
    public void A_phase_within_a_second_gives_it_all_its_tokens()
    {
        // 7.2 s to 7.7 s.
        var runs = Integrate((72_000_000, 77_000_000, 30));
        Assert.Equal(7, runs.First);
        Assert.Equal([30.0], Rates(runs));
    }

    [Fact]
    public void More_tokens_than_fit_beside_the_fraction_take_bits_of_it()
    {
        // 1,200 times 2⁶² tokens in one second and over two: 2⁷² and more.
        var vast = Enumerable.Range(0, 1_200).Select(_ => (0L, Second, 1L << 62)).ToArray();
        Assert.Equal([1_200 * Math.ScaleB(1, 62)], Rates(Integrate(vast)));
        vast = [.. Enumerable.Range(0, 1_200).Select(_ => (0L, 2 * Second, 1L << 62))];
        Assert.Equal([600 * Math.ScaleB(1, 62), 600 * Math.ScaleB(1, 62)], Rates(Integrate(vast)));
    }

    [Fact]
    public void A_phase_over_several_seconds_gives_each_its_share()
    {
        // 10.5 s to 13.0 s, 100 tokens: 40 a second, so 20 in the half second, then 40 and 40; the end on the border opens no second.
        var runs = Integrate((105_000_000, 130_000_000, 100));
        Assert.Equal(10, runs.First);
        Assert.Equal([20.0, 40, 40], Rates(runs));
    }

    [Fact]
    public void A_phase_from_border_to_border_fills_its_seconds() =>
        Assert.Equal([5.0, 5], Rates(Integrate((2 * Second, 4 * Second, 10))));

    [Fact]
    public void A_phase_over_a_border_is_divided_there() =>
        // 0.9 s to 1.4 s, 10 tokens: a fifth before the border.
        Assert.Equal([2.0, 8], Rates(Integrate((9_000_000, 14_000_000, 10))));

    [Fact]
    public void Overlapping_phases_add_up() =>
        // 0–4 s at 2 a second, and 1.5–3.5 s at 6 a second: 3 in second 1, 6 in 2, 3 in 3.
        Assert.Equal([2.0, 5, 8, 5], Rates(Integrate((0, 4 * Second, 8), (15_000_000, 35_000_000, 12))));

    [Fact]
    public void A_phase_without_tokens_lengthens_the_span() =>
        Assert.Equal([4.0, 0, 0], Rates(Integrate((0, Second, 4), (Second, 3 * Second, 0))));

    [Fact]
    public void Idle_seconds_are_exactly_zero_after_rates_that_no_double_holds()
    {
        // Thirds and sevenths of tokens that all end before second 100; then nothing until second 20,000.
        var phases = Enumerable.Range(1, 30)
            .Select(i => (i * 12_345_678L, i * 12_345_678L + (3 + i % 7 * 10) * Second + 1, 7L * i + 1)).ToList();
        phases.Add((20_000 * Second, 20_001 * Second, 1));
        var rates = Rates(Integrate([.. phases]));
        Assert.All(rates[110..^1], rate => Assert.Equal(0.0, rate));
    }

    [Fact]
    public void A_century_in_two_rows_takes_a_handful_of_runs()
    {
        // The second row lasts 100 years of 365.25 days, 3,155,760,000 s.
        var runs = Integrate((0, Second, 3), (10 * Second, (10 + 3_155_760_000) * Second, 3_155_760_000));
        Assert.Equal(3_155_760_010, runs.Seconds);
        Assert.Equal([(3.0, 1L), (0.0, 9L), (1.0, 3_155_760_000L)], Enumerable.Range(0, runs.Count).Select(run => runs[run]));
    }

    [Fact]
    public void Every_second_agrees_with_the_definition() => Phases.Sample(
        phases =>
        {
            var (first, expected) = PlainThroughput.PerSecond(phases);
            var runs = Integrate(phases);
            Assert.Equal(first, runs.First);
            var rates = Rates(runs);
            Assert.Equal(expected.Length, rates.Length);
            for (var i = 0; i < rates.Length; i++)
            {
                if (expected[i] == 0) Assert.Equal(0.0, rates[i]);
                else Assert.InRange(rates[i] / expected[i], 1 - 1e-11, 1 + 1e-11);
            }
        },
        iter: 60);

    [Fact]
    public void The_integral_over_all_seconds_is_the_tokens() => Phases.Sample(
        phases =>
        {
            // Summed without rounding, in units of 2⁻⁵⁶ tokens: a plain sum over 50,000 seconds would lose more than the integral does.
            var runs = Integrate(phases);
            var sum = new BigInteger(0);
            for (var run = 0; run < runs.Count; run++) sum += new BigInteger(runs[run].Value * (1L << 56)) * runs[run].Seconds;
            var lost = sum - ((BigInteger)phases.Sum(phase => phase.Tokens) << 56);
            Assert.InRange((double)lost / (1L << 56), -1e-8, 1e-8);
        },
        iter: 300);

    [Fact]
    public void The_order_of_rows_does_not_show() => Phases.Sample(
        phases =>
        {
            // 3 × 5,000 rows are several blocks, so that pages are written before the last row is read.
            var many = Enumerable.Range(0, 15_000 / phases.Length + 1)
                .SelectMany(copy =>
                    phases.Select(phase => (phase.Begin + copy * 3 * Second, phase.End + copy * 3 * Second, phase.Tokens))).ToArray();
            var sorted = many.OrderBy(phase => phase.Item1).ToArray();
            Assert.Equal(Rates(Integrate(sorted)), Rates(Integrate(many)));
        },
        iter: 20);

    private static ThroughputRuns Integrate(params (long Begin, long End, long Tokens)[] phases) => ThroughputIntegral.PerSecond(
        Array.ConvertAll(phases, phase => phase.Begin), Array.ConvertAll(phases, phase => phase.End), Array.ConvertAll(
            phases, phase => phase.Tokens));

    private static double[] Rates(ThroughputRuns runs)
    {
        var rates = new List<double>();
        for (var run = 0; run < runs.Count; run++) rates.AddRange(Enumerable.Repeat(runs[run].Value, (int)runs[run].Seconds));
        return [.. rates];
    }
}
