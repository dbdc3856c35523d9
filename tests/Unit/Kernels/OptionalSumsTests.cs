using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class OptionalSumsTests
{
    [Fact]
    public void Failures_are_counted_and_costs_are_added_exactly()
    {
        // 5 of 10 and 4 of 4 tokens were cached; 0.1 + 0.2 dollars are 0.3, which binary fractions miss.
        var sums = OptionalSums.Of([1, Missing.Value, 1], [5, 7, Missing.Value], [10, 4, 6], [100_000_000, 200_000_000, Missing.Value]);

        Assert.Equal(new OptionalSums(2, new CachedInput(9, 14), 2, 300_000_000, 2), sums);
        Assert.Equal(new OptionalTotals(2, 9 / 14.0, 0.3m), sums.Totals());
        Assert.Equal(new OptionalTotals(4, 9 / 14.0, 0.6m), (sums + sums).Totals());
    }

    [Fact]
    public void Costs_above_64_bits_keep_every_digit() =>
        Assert.Equal(18_446_744_073.709551614m, OptionalSums.Of([], [], [], [long.MaxValue, long.MaxValue]).Totals().Cost);

    [Fact]
    public void Requests_without_such_fields_say_nothing()
    {
        Assert.Equal(OptionalSums.None, OptionalSums.Of([Missing.Value], [], [], [Missing.Value]));
        Assert.Equal(OptionalTotals.None, OptionalSums.None.Totals());
    }

    [Fact]
    public void A_cost_of_nothing_is_a_cost_and_no_failure_is_0_where_logs_tell_failures() => Assert.Equal(
        new OptionalTotals(0, null, 0), OptionalSums.Of([], [3], [Missing.Value], [0]).Totals().With(hasOutcome: true));
}
