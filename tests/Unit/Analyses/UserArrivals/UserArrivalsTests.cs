using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Tests.Users;

public sealed class UserArrivalsTests
{
    private static readonly PartitionKernel Kernel = new UserArrivals().PartitionKernels.Single();

    [Fact]
    public void Three_requests_give_two_differences()
    {
        // Starts 0, 1, 5 s: differences 1 and 4 s. Mean 2.5; p10 = 1 + 0.1·3, p25 = 1 + 0.25·3, and so on.
        var numbers = Of(0, PartitionRows.Second, 5 * PartitionRows.Second);

        Assert.Equal(["mean", "p10", "p25", "median", "p75", "p90"], UserInterArrivals.Names);
        Assert.Equal([2.5, 1.3, 1.75, 2.5, 3.25, 3.7], numbers.Select(each => Math.Round(each.Single(), 12)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fewer_than_three_requests_do_not_count(int requests) => Assert.All(Of(new long[requests]), Assert.Empty);

    [Fact]
    public void Differences_are_not_raised_to_a_millisecond()
    {
        // Starts 0, 0, 3 ticks: differences 0 and 3 ticks, mean 1.5 ticks.
        var numbers = Of(0, 0, 3);

        Assert.Equal(1.5, numbers[0].Single() * PartitionRows.Second, tolerance: 1e-12);
        Assert.Equal(0.3, numbers[1].Single() * PartitionRows.Second, tolerance: 1e-12);
    }

    [Fact]
    public void The_six_numbers_are_those_of_the_plain_way() => PartitionRows.Any.Sample(rows =>
    {
        var numbers = UserInterArrivals.Of(UserOrder.Of(PartitionRows.Columns(rows).Rows));

        var users = rows.Select(row => row.User).Distinct().Where(user => rows.Count(row => row.User == user) >= 3).ToList();
        for (var i = 0; i < users.Count; i++)
        {
            var starts = rows.Where(row => row.User == users[i]).Select(row => row.Started).Order().ToList();
            var sorted = starts.Skip(1).Zip(starts, (next, current) => (double)(next - current) / PartitionRows.Second).Order().ToList();
            Assert.Equal(sorted.Average(), numbers[0][i], tolerance: 1e-9);
            foreach (var (number, p) in new[] { (1, 0.1), (2, 0.25), (3, 0.5), (4, 0.75), (5, 0.9) })
                Assert.Equal(Quantile(sorted, p), numbers[number][i], tolerance: 1e-9);
        }

        Assert.Equal(users.Count, numbers[0].Length);
    });

    [Fact]
    public void Any_number_of_partitions_gives_the_answer_of_one() =>
        Gen.Select(PartitionRows.Any, Gen.Int[1, 9]).Sample((rows, partitions) =>
    {
        var one = UserArrivals.Merge([Ask(PartitionRows.Columns(rows))]);
        var merged = UserArrivals.Merge([.. PartitionRows.Partitions(rows, partitions).Select(Ask)]);

        for (var i = 0; i < one.Length; i++)
        {
            Assert.Equal(one[i], merged[i]);
            Assert.Equal(Summaries.OfSorted(one[i]), Summaries.OfSorted(merged[i]));
        }
    });

    private static double[][] Of(params long[] started) =>
        UserInterArrivals.Of(UserOrder.Of([10], new int[started.Length], started, new Scratch()));

    private static UserArrivals.Answer Ask(PartitionColumns columns) =>
        (UserArrivals.Answer)Kernel.Answer(new UserArrivals.Question(), columns);

    private static double Quantile(List<double> sorted, double p)
    {
        var position = p * (sorted.Count - 1);
        var (low, high) = (sorted[(int)Math.Floor(position)], sorted[(int)Math.Ceiling(position)]);
        return low + (high - low) * (position - Math.Floor(position));
    }
}
