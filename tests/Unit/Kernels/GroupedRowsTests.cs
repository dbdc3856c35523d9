using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Kernels;

public sealed class GroupedRowsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    [InlineData(10_000, 1)]
    [InlineData(10_000, 7)]
    [InlineData(500, 2_000)]
    public void Rows_of_a_group_stay_in_their_order_and_those_of_none_are_left_out(int rows, int groups)
    {
        var random = new Random(rows + groups);
        int[] groupOf = [.. Enumerable.Range(0, rows).Select(_ => random.Next(-1, groups))];
        long[] values = [.. Enumerable.Range(0, rows).Select(row => (long)row * row)];
        using var scratch = new Scratch();

        var grouped = GroupedRows<long>.Of(groupOf, groups, values, scratch);

        for (var group = 0; group < groups; group++)
            Assert.Equal(values.Where((_, row) => groupOf[row] == group), grouped[group].ToArray());
    }
}
