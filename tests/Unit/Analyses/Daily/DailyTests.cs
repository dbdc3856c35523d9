using LlmWorkload.Analyses;

namespace LlmWorkload.Tests.Analyses;

public sealed class DailyTests
{
    [Fact]
    public void Every_date_is_listed_from_the_first_to_the_last() => Assert.Equal([7L, 8, 9, 10], Daily.Listed(7, 10, [7, 10]));

    [Fact]
    public void Of_too_many_dates_those_with_requests_are_listed()
    {
        Assert.Equal(100_000, Daily.Listed(1, 100_000, [1, 100_000]).Count());
        Assert.Equal([1L, 100_001], Daily.Listed(1, 100_001, [1, 100_001]));
    }
}
