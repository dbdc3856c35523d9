using CsCheck;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Segments;

public sealed class ListColumnTests
{
    private static readonly Gen<ulong> Edge =
        Gen.OneOf(Gen.Const(0UL), Gen.Const(1UL << 63), Gen.Const((1UL << 63) - 1), Gen.Const(ulong.MaxValue));

    private static readonly Gen<ulong> Any = Gen.Frequency(
        (3, Gen.ULong[0, 20]), (1, Gen.ULong), (1, Edge));

    [Fact]
    public void Any_lists_round_trip() => Any.Array[0, 12].Array[0, 300].Sample(RoundTrips, iter: 1_000);

    [Fact]
    public void Lists_that_begin_as_earlier_ones_round_trip() =>
        Gen.Select(Gen.Int[0, 1_000], Gen.Int[0, 1_000], Any.Array[0, 9]).Array[0, 300].Sample(
            drawn =>
            {
                var lists = new List<ulong[]>();
                foreach (var (row, length, more) in drawn)
                {
                    var before = lists.ElementAtOrDefault(row % Math.Max(1, lists.Count)) ?? [];
                    lists.Add([.. before.Take(length % (before.Length + 1)), .. more]);
                }

                RoundTrips([.. lists]);
            },
            iter: 1_000);

    [Fact]
    public void The_stored_lists_are_what_they_were()
    {
        // Head: magic, version, checksum, chunk 0/0/0, 3 rows, no start. Column 18, lists, 19 bytes. Each run is an origin in zigzag, a
        // width, no exceptions, a base in zigzag and what is packed. Lengths 2, 0, 3: origin 2, width 2, base -2, 2 + 0·4 + 3·16 = 50.
        // Earlier rows plus one, 0, 0, 1: origin 0, width 1, base 0, 1·4. Shared 2: origin 2, width 0, base 0. The rest 7, 8, 9: origin 7,
        // width 2, base 0, 0 + 1·4 + 2·16.
        byte[] head = [.. "LLMS"u8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0];
        byte[] column = [4, 2, 0, 3, 50, 0, 1, 0, 0, 4, 4, 0, 0, 0, 14, 2, 0, 0, 0b100100];
        var writer = new SegmentWriter(default, 3);
        writer.AddLists(ColumnId.Blocks, [0, 2, 2, 5], [7, 8, 7, 8, 9]);
        Assert.Equal(Forgery.Seal([.. head, 18, 5, (byte)column.Length, .. column]), writer.ToArray());
    }

    [Fact]
    public void Values_outside_of_the_lists_do_not_count()
    {
        var writer = new SegmentWriter(Columns.Chunk, 2);
        writer.AddLists(ColumnId.Blocks, [2, 3, 5], [9, 9, 1, 2, 3, 9]);
        var lists = SegmentReader.Open(writer.ToArray()).ReadLists(ColumnId.Blocks);
        Assert.Equal([1], lists[0].ToArray());
        Assert.Equal([2, 3], lists[1].ToArray());
    }

    [Fact]
    public void Blocks_of_growing_conversations_take_few_bits_each()
    {
        // 40 conversations by turns, each turn 12 new blocks behind all of the earlier turns; 6 blocks of a system prompt are everyone's.
        var lists = new List<ulong[]>();
        var last = Enumerable.Repeat(Enumerable.Range(0, 6).Select(block => (ulong)block).ToArray(), 40).ToArray();
        var next = 6UL;
        for (var turn = 0; turn < 400; turn++)
        {
            var conversation = turn * 7 % 40;
            last[conversation] = [.. last[conversation], .. Enumerable.Range(0, 12).Select(_ => next++)];
            lists.Add(last[conversation]);
        }

        var blocks = lists.Sum(list => list.Length);
        Assert.InRange(Bytes([.. lists]) * 8.0 / blocks, 0, 0.5);
    }

    [Fact]
    public void Numbers_without_any_order_take_no_more_than_they_have_bits()
    {
        var random = new Random(1);
        var lists = Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 50).Select(_ => (ulong)random.NextInt64() * 3).ToArray());
        Assert.InRange(Bytes([.. lists]) / 10_000.0, 7, 8.2);
    }

    [Fact]
    public void Misuse_is_an_argument_error()
    {
        var writer = new SegmentWriter(Columns.Chunk, 1);
        writer.AddLists(ColumnId.Blocks, [0, 1], [5]);
        Assert.Throws<ArgumentException>(() => writer.AddLists(ColumnId.Blocks, [0, 1], [5]));
        Assert.Throws<ArgumentException>(() => writer.AddLists((ColumnId)200, [0, 1, 1], [5]));
        Assert.Throws<ArgumentException>(() => writer.AddLists((ColumnId)200, [0, (1 << 24) + 1], []));
        Assert.Throws<SegmentFormatException>(() => SegmentReader.Open(writer.ToArray()).ReadIntegers(ColumnId.Blocks, new long[1]));
    }

    private static void RoundTrips(ulong[][] lists)
    {
        var read = SegmentReader.Open(Segment(lists)).ReadLists(ColumnId.Blocks);
        Assert.Equal(lists.Length, read.Rows);
        for (var row = 0; row < lists.Length; row++) Assert.Equal(lists[row], read[row].ToArray());
    }

    private static int Bytes(ulong[][] lists) => Segment(lists).Length;

    private static byte[] Segment(ulong[][] lists)
    {
        var writer = new SegmentWriter(Columns.Chunk, lists.Length);
        var starts = new int[lists.Length + 1];
        for (var row = 0; row < lists.Length; row++) starts[row + 1] = starts[row] + lists[row].Length;
        writer.AddLists(ColumnId.Blocks, starts, [.. lists.SelectMany(list => list)]);
        return writer.ToArray();
    }
}
