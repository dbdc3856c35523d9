using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Figures;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Tests.Users;

public sealed class AccessTimelineTests
{
    private static readonly ulong[] Three = [30, 10, 20];

    [Fact]
    public void Members_stand_by_their_first_request_and_ties_in_input_order()
    {
        // Earliest starts: member 0 at 4 (row 3), member 1 at 4 (row 1), member 2 at 2 (row 4): 2, then 1 before 0.
        var timeline = AccessTimeline.Of([9, 4, 8, 4, 2], Three, [0, 1, 2, 0, 2]);

        Assert.Equal([20UL, 10UL, 30UL], timeline.Hashes);
        Assert.Equal([2, 1, 2], timeline.Requests);
        Assert.Equal([2, 8, 4, 4, 9], PackedIntegers.Decode(timeline.Started));
        Assert.Equal(3, timeline.Members);
    }

    [Fact]
    public void Rows_without_a_member_and_members_without_a_row_do_not_count()
    {
        var timeline = AccessTimeline.Of([1, 2], Three, [-1, 1]);

        Assert.Equal((1, 10UL), (timeline.Members, timeline.Hashes.Single()));
    }

    [Fact]
    public void A_sample_depends_on_the_members_alone() =>
        Gen.Select(PartitionRows.Any, Gen.Int[1, 8], Gen.Int[0, 1000]).Sample((rows, most, seed) =>
    {
        var sampled = Of(rows, most);
        var shuffled = Of([.. rows.OrderBy(row => HashCode.Combine(seed, row))], most);

        Assert.Equal(sampled.Hashes.Order(), shuffled.Hashes.Order());
        Assert.Equal(Math.Min(most, rows.Select(row => row.User).Distinct().Count()), sampled.Hashes.Length);
    });

    [Fact]
    public void A_timeline_has_every_request_of_its_members() => Gen.Select(PartitionRows.Any, Gen.Int[1, 8]).Sample((rows, most) =>
    {
        var timeline = Of(rows, most);
        var kept = timeline.Hashes.ToHashSet();

        var expected = rows.Where(row => kept.Contains(PartitionRows.Hash(row.User)))
            .GroupBy(row => row.User)
            .OrderBy(group => group.Min(row => row.Started))
            .ThenBy(group => Array.FindIndex(rows, row => row.User == group.Key && row.Started == group.Min(each => each.Started)))
            .Select(group => (PartitionRows.Hash(group.Key), group.Count()));
        Assert.Equal(expected, timeline.Hashes.Zip(timeline.Requests));
        Assert.Equal(timeline.Requests.Sum(), PackedIntegers.Decode(timeline.Started).Length);
    });

    [Fact]
    public void The_table_names_each_request()
    {
        var timeline = AccessTimeline.Of([PartitionRows.Second, 0], Three, [0, 1]);

        var figure = TimelineFigures.Of("t", "Requests by user", "user", timeline, ["ten", "thirty"], thinTable: true);

        Assert.Equal([1L, 2L], ((IntegerColumn)figure.Table.Columns[0]).Values);
        Assert.Equal<string?>(["ten", "thirty"], ((TextColumn)figure.Table.Columns[1]).Values.AsEnumerable());
        Assert.Equal([0L, TimeSpan.TicksPerSecond], ((LlmWorkload.Figures.InstantColumn)figure.Table.Columns[2]).Values);
        Assert.Equal("Requests by user (n = 2 requests, 2 users)", figure.Title);
    }

    [Fact]
    public void A_large_timeline_is_thinned_but_keeps_each_member()
    {
        // Member 1 has a request a second for half a million seconds, member 2 a single one in the middle.
        const int many = 500_000;
        long[] started = [.. Enumerable.Range(0, many).Select(at => at * PartitionRows.Second), many / 2 * PartitionRows.Second];
        long[] rank = [.. Enumerable.Repeat(1L, many), 2];

        var visible = TimelineFigures.Visible(started, rank, 2);

        Assert.InRange(visible.Length, 90_000, TimelineFigures.MostPoints);
        Assert.Equal((0, many), (visible[0], visible[^1]));
        Assert.Equal(visible.Distinct().Order(), visible);
    }

    [Fact]
    public void A_thinned_table_keeps_each_member()
    {
        // Member 1 has 5,000 requests, members 2 to 4 one each.
        var rows = Enumerable.Range(0, 5_000).Select(at => at * PartitionRows.Second).Concat([3, 5, 7]).ToArray();
        long[] rank = [.. Enumerable.Repeat(1L, 5_000), 2, 3, 4];

        var visible = TimelineFigures.Visible(rows, rank, 4, most: 1_000);

        Assert.Equal((253, 0), (visible.Length, visible[0]));
        Assert.Equal([5_000, 5_001, 5_002], visible[^3..]);
        Assert.Equal(3, TimelineFigures.Visible([1, 2, 1, 2, 1, 2], [1, 1, 2, 2, 3, 3], 3, most: 2).Length);
    }

    [Fact]
    public void A_small_timeline_is_drawn_whole() => Assert.Equal([0, 1, 2], TimelineFigures.Visible([5, 5, 6], [1, 1, 2], 2));

    private static AccessTimeline Of(PartitionRows.Row[] rows, int most)
    {
        var columns = PartitionRows.Columns(rows).Rows;
        var (users, userOf) = columns.Hashes(ColumnId.User);
        return AccessTimeline.Of(columns.Integers(ColumnId.Started), users, userOf, most);
    }
}
