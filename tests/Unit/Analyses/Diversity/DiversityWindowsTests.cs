using CsCheck;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Tests.Users;

public sealed class DiversityWindowsTests
{
    [Theory]
    // Models in order: a a b | c c c | a. A last partial window counts.
    [InlineData(3, new long[] { 2, 1, 1 })]
    // a a b c c c a is one window.
    [InlineData(7, new long[] { 3 })]
    [InlineData(1000, new long[] { 3 })]
    [InlineData(int.MaxValue, new long[] { 3 })]
    [InlineData(1, new long[] { 1, 1, 1, 1, 1, 1, 1 })]
    // a a | b c | c c | a
    [InlineData(2, new long[] { 1, 2, 1, 1 })]
    public void Windows_are_consecutive_and_the_last_may_be_partial(int window, long[] expected)
    {
        int[] models = [0, 0, 1, 2, 2, 2, 0];
        var order = UserOrder.Of([10], new int[7], [1, 2, 3, 4, 5, 6, 7], new Scratch());

        Assert.Equal(expected, DiversityWindows.Count(order, [0], models, 3, window).Single());
    }

    [Fact]
    public void A_window_holds_requests_by_start_and_not_as_they_came()
    {
        // By start the models are 1 0 0 1, in pairs {1, 0} and {0, 1}; as they came they would be 0 0 1 1, one model each.
        var order = UserOrder.Of([10], [0, 0, 0, 0], [2, 3, 1, 4], new Scratch());

        Assert.Equal([2, 2], DiversityWindows.Count(order, [0], [0, 0, 1, 1], 2, 2).Single());
    }

    [Fact]
    public void Tied_requests_are_cut_in_input_order()
    {
        var order = UserOrder.Of([10], [0, 0, 0, 0], [5, 5, 5, 5], new Scratch());

        Assert.Equal([2, 1], DiversityWindows.Count(order, [0], [0, 1, 1, 1], 2, 2).Single());
    }

    [Fact]
    public void One_request_is_one_window_of_one_model() =>
        Assert.Equal([1], DiversityWindows.Count(UserOrder.Of([10], [0], [5], new Scratch()), [0], [0], 1, 100).Single());

    [Fact]
    public void A_model_counts_again_for_the_next_user()
    {
        var order = UserOrder.Of([10, 20], [0, 1], [1, 2], new Scratch());

        Assert.Equal([[1L], [1L]], DiversityWindows.Count(order, [0, 1], [0, 0], 1, 5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void A_window_below_one_is_refused(int window) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => DiversityWindows.Count(UserOrder.Of([], [], [], new Scratch()), [], [], 0, window));

    [Fact]
    public void Counts_are_those_of_the_plain_way() => Gen.Select(PartitionRows.Any, Gen.Int[1, 12]).Sample((rows, window) =>
    {
        var columns = PartitionRows.Columns(rows).Rows;
        var order = UserOrder.Of(columns);
        var (models, modelOf) = columns.Hashes(ColumnId.Model);

        var users = order.Users;
        var counts = DiversityWindows.Count(order, [.. Enumerable.Range(0, users.Length)], modelOf, models.Length, window);

        for (var user = 0; user < counts.Length; user++)
        {
            var expected = rows
                .Where(row => PartitionRows.Hash(row.User) == users[user])
                .OrderBy(row => row.Started)
                .Chunk(window)
                .Select(part => part.Select(row => row.Model).Distinct().LongCount());
            Assert.Equal(expected, counts[user]);
        }
    });
}
