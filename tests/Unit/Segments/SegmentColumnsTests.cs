using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Segments;

public sealed class SegmentColumnsTests
{
    [Fact]
    public void Columns_that_some_segments_lack_read_as_missing_there()
    {
        using var columns = new SegmentColumns([Full(0), Bare(1), Full(2)]);

        Assert.Equal([7, Missing.Value, Missing.Value, Missing.Value, 7, Missing.Value], columns.Integers(ColumnId.Cost).ToArray());
        var (texts, textOf) = columns.Texts(ColumnId.Instance);
        Assert.Equal(["pod"], texts);
        Assert.Equal([-1, 0, -1, -1, -1, 0], textOf.ToArray());
        var lists = columns.Lists(ColumnId.Blocks);
        Assert.Equal(6, lists.Rows);
        Assert.Equal(["1,2", "", "", "", "1,2", ""], Enumerable.Range(0, 6).Select(row => string.Join(',', lists[row].ToArray())));
    }

    [Fact]
    public void Columns_that_no_segment_has_are_missing_everywhere()
    {
        using var columns = new SegmentColumns([Bare(0), Bare(1)]);

        Assert.Equal(4, columns.Integers(ColumnId.QueueTime).Count(Missing.Value));
        Assert.Empty(columns.Texts(ColumnId.Session).Values);
        Assert.Equal((4, 0), (columns.Lists(ColumnId.Blocks).Rows, columns.Lists(ColumnId.Blocks).Values.Length));
        using var none = new SegmentColumns([]);
        Assert.Equal(0, none.Lists(ColumnId.Blocks).Rows);
    }

    private static SegmentReader Bare(int chunk)
    {
        var writer = new SegmentWriter(new ChunkId(0, chunk, 0), 2);
        writer.AddIntegers(ColumnId.Started, [1, 2]);
        return SegmentReader.Open(writer.ToArray());
    }

    private static SegmentReader Full(int chunk)
    {
        var writer = new SegmentWriter(new ChunkId(0, chunk, 0), 2);
        writer.AddIntegers(ColumnId.Started, [1, 2]);
        writer.AddIntegers(ColumnId.Cost, [7, Missing.Value]);
        writer.AddTexts(ColumnId.Instance, ["pod"], [-1, 0]);
        writer.AddLists(ColumnId.Blocks, [0, 2, 2], [1, 2]);
        return SegmentReader.Open(writer.ToArray());
    }
}
