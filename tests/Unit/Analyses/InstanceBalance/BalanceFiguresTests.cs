using LlmWorkload.Analyses;
using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Analyses;

public sealed class BalanceFiguresTests
{
    [Fact]
    public async Task Hours_that_do_not_follow_one_another_are_not_joined()
    {
        var answer = BalanceKernel.Answer.None with
        {
            Hours = [.. new long[] { 100, 101, 300 }.Select(hour => new BalanceKernel.Hour(hour, 50, 2, 5, 1.5, 0.2, 0.9))],
        };
        var plan = BalanceFigures.Of("a", "m", answer).Single(each => each.Path == "a/by_hour");
        var figure = await plan.BuildAsync();
        Assert.All(figure.Panels, panel =>
        {
            var line = Assert.IsType<LineSeries>(Assert.Single(panel.Series));
            Assert.Equal([100.0, 101, 102, 300], line.X.Select(second => second / 3_600));
            Assert.Equal([false, false, true, false], line.Y.Select(double.IsNaN));
        });
        Assert.Equal(3, Assert.IsType<InstantColumn>(figure.Table.Columns[0]).Values.Length);
    }
}
