using CsCheck;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Tests.Users;

public sealed class UserOrderTests
{
    [Fact]
    public void Rows_of_equal_start_stay_in_input_order()
    {
        // User 0 has rows 0, 2, 3, 5 at 9, 4, 9, 4: by start, then as they came, 2, 5, 0, 3.
        var order = UserOrder.Of([10, 20], [0, 1, 0, 0, 1, 0], [9, 1, 4, 9, 0, 4], new Scratch());

        Assert.Equal([2, 5, 0, 3], order.Rows(0).ToArray());
        Assert.Equal([4, 4, 9, 9], order.Started(0).ToArray());
        Assert.Equal([4, 1], order.Rows(1).ToArray());
        Assert.Equal(4, order.Requests(0));
    }

    [Fact]
    public void Rows_without_a_user_are_left_out()
    {
        var order = UserOrder.Of([10], [-1, 0, -1], [3, 2, 1], new Scratch());

        Assert.Equal([1], order.Rows(0).ToArray());
    }

    [Fact]
    public void A_partition_without_rows_has_no_users() => Assert.Empty(UserOrder.Of([], [], [], new Scratch()).Users);

    [Fact]
    public void Columns_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(() => UserOrder.Of([10], [0, 0], [1], new Scratch()));

    [Fact]
    public void The_order_is_that_of_a_stable_sort() => PartitionRows.Any.Sample(rows =>
    {
        var order = UserOrder.Of(PartitionRows.Columns(rows).Rows);

        var users = order.Users;
        Assert.Equal(rows.Select(row => row.User).Distinct().Count(), users.Length);
        Assert.Equal(users.Select(hash => rows.Count(row => PartitionRows.Hash(row.User) == hash)), order.Requests());
        for (var user = 0; user < users.Length; user++)
        {
            var expected = Enumerable.Range(0, rows.Length)
                .Where(row => PartitionRows.Hash(rows[row].User) == users[user])
                .OrderBy(row => rows[row].Started)
                .ToArray();
            Assert.Equal(expected, order.Rows(user).ToArray());
            Assert.Equal(expected.Select(row => rows[row].Started), order.Started(user).ToArray());
        }
    });
}
