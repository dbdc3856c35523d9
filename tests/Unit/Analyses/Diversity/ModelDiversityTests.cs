using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Users;

public sealed class ModelDiversityTests
{
    private static readonly PartitionKernel Kernel = new ModelDiversity().PartitionKernels.Single();

    [Theory]
    // Three users of 4, 5 and 6 requests.
    [InlineData(1, null, 3)]
    [InlineData(5, null, 2)]
    [InlineData(6, null, 1)]
    [InlineData(7, null, 0)]
    [InlineData(1, "1k", 3)]
    [InlineData(1, "10k", 0)]
    public void A_user_with_exactly_the_least_requests_is_in_scope(long minRequests, string? sizeClass, long users)
    {
        var rows = new[] { 4, 5, 6 }.SelectMany(
            (requests, user) => Enumerable.Range(0, requests).Select(at => new PartitionRows.Row(user, at, 0))).ToList();

        Assert.Equal(users, Ask(PartitionRows.Columns(rows), 2, minRequests, sizeClass).Users);
    }

    [Theory]
    [InlineData(1_000, "1k", 1)]
    [InlineData(1_001, "1k", 0)]
    [InlineData(1_001, "10k", 1)]
    public void A_size_class_ends_with_its_number(int requests, string sizeClass, long users)
    {
        var rows = Enumerable.Range(0, requests).Select(at => new PartitionRows.Row(0, at, 0)).ToList();

        Assert.Equal(users, Ask(PartitionRows.Columns(rows, 4_000), 100, 1, sizeClass).Users);
    }

    [Fact]
    public void Boxes_are_of_the_users_with_most_windows_and_at_least_two()
    {
        // Windows of 2: user 0 has 1, users 1 and 2 have 2 (of 3 and 4 requests), user 3 has 2 (of 4 requests, like 2).
        int[] requests = [2, 3, 4, 4];
        var rows = requests.SelectMany(
            (count, user) => Enumerable.Range(0, count).Select(at => new PartitionRows.Row(user, at, at))).ToList();

        var top = Ask(PartitionRows.Columns(rows), 2, 1, null).Top;

        Assert.Equal(["user-2", "user-3", "user-1"], top.Select(user => user.User));
        Assert.Equal([2L, 2L, 2L], top.Select(user => user.Models.N));
        // user-1 asks models 0, 1 | 2: windows of 2 and 1.
        Assert.Equal(1.5, top[2].Models.Mean);
    }

    [Fact]
    public void Any_number_of_partitions_gives_the_answer_of_one() =>
        Gen.Select(PartitionRows.Any, Gen.Int[1, 9], Gen.Int[1, 6], Gen.Long[0, 30]).Sample((rows, partitions, window, minRequests) =>
        {
            var one = Ask(PartitionRows.Columns(rows), window, minRequests, null);
            var parts = PartitionRows.Partitions(rows, partitions).Select(columns => Ask(columns, window, minRequests, null)).ToList();

            var merged = FrequencyMap.Merge([.. parts.Select(part => FrequencyMap.Decode(part.Windows))]);
            Assert.Equal(Summaries.Of(FrequencyMap.Decode(one.Windows)), Summaries.Of(merged));
            Assert.Equal(one.Users, parts.Sum(part => part.Users));
            Assert.Equal(one.Top.OrderBy(user => user.User), parts.SelectMany(part => part.Top).OrderBy(user => user.User));
        });

    [Fact]
    public void The_histogram_has_a_bar_for_each_whole_number()
    {
        var panel = Distribution(FrequencyMap.OfSorted([1, 1, 2, 4])).Panels[0];

        Assert.Equal(["1", "2", "3", "4"], panel.X.Categories!);
        Assert.Equal([2.0, 1, 0, 1], ((BarSeries)panel.Series.Single()).Values);
    }

    [Fact]
    public void The_table_has_bins_and_steps_side_by_side()
    {
        var figure = Distribution(FrequencyMap.OfSorted([1, 1, 2, 4]));

        var cdf = (NumberColumn)figure.Table.Columns[4];
        // F(1) = 2/4, F(2) = 3/4, F(4) = 1; empty below.
        Assert.Equal([0.5, 0.75, 1, double.NaN], cdf.Values);
        Assert.Equal([2L, 1, 0, 1], ((IntegerColumn)figure.Table.Columns[2]).Values);
        var marks = figure.Panels[1].Series.OfType<MarkLine>().Select(mark => mark.Position);
        // Mean 8/4; median between 1 and 2; p95 at position 2.85 between 2 and 4.
        Assert.Equal([2, 1.5, 3.7], marks.Select(mark => Math.Round(mark, 12)));
    }

    private static Figure Distribution(FrequencyMap map) => ModelDiversityFigures.Distribution("d", 10, 1, map, Summaries.Of(map));

    private static ModelDiversity.Answer Ask(PartitionColumns columns, int window, long minRequests, string? sizeClass) =>
        (ModelDiversity.Answer)Kernel.Answer(new ModelDiversity.Question(window, minRequests, sizeClass, 50), columns);
}
