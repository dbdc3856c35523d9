using CsCheck;
using LlmWorkload.Kernels;
using LlmWorkload.Users;

namespace LlmWorkload.Tests.Users;

public sealed class UserCountsTests
{
    [Fact]
    public void Counts_are_those_of_the_plain_way() => PartitionRows.Any.Sample(rows =>
    {
        var expected = rows
            .GroupBy(row => row.User)
            .Select(user => new UserCount(PartitionRows.Name(user.Key), user.Count(), user.Select(row => row.Model).Distinct().Count()))
            .OrderByDescending(user => user.Requests)
            .ThenBy(user => user.User, StringComparer.Ordinal)
            .ToList();

        var answer = (UserCounts.TopAnswer)UserCounts.TopKernel.Answer(new UserCounts.TopQuestion(3), PartitionRows.Columns(rows));

        Assert.Equal(expected.Count, answer.Users);
        Assert.Equal(expected.Take(3), answer.Top);
        Assert.Equal(Summaries.Of([.. expected.Select(user => user.Requests)]), Summaries.Of(FrequencyMap.Decode(answer.Requests)));
        Assert.Equal(Summaries.Of([.. expected.Select(user => user.Models)]), Summaries.Of(FrequencyMap.Decode(answer.Models)));
    });
}
