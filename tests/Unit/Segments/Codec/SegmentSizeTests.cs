using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Segments;

/// <summary>
/// Sizes of a chunk of 128k rows (the rows of one chunk are what a segment is cut from); bytes do not vary from run to run.
/// </summary>
public sealed class SegmentSizeTests
{
    private const int ChunkRows = 128 * 1024;
    private const int Partitions = 64;

    private static readonly SyntheticLog Log = new(ChunkRows, seed: 7);

    [Fact]
    public void Model_segments_take_at_most_20_bytes_a_row()
    {
        var bytes = Log.Rows.GroupBy(row => row.Model).Sum(rows => SyntheticLog.ModelSegment(Columns.Chunk, [.. rows]).Length);
        Assert.InRange((double)bytes / ChunkRows, 1, 20);
    }

    [Fact]
    public void Partition_segments_take_at_most_10_bytes_a_row()
    {
        // The first chunk of a file introduces every user it sees; over a file of a million rows that happens once in eight chunks.
        var bytes = Partition(user => user % 8 == 0).Sum(segment => segment.Length);
        Assert.InRange((double)bytes / ChunkRows, 1, 10);
    }

    [Fact]
    public void Texts_of_users_take_their_16_bytes_and_a_few_bits_for_their_hash()
    {
        var users = Log.Rows.Select(row => row.User).Distinct().Count();
        var texts = Partition(_ => true).Sum(segment => segment.Length) - Partition(_ => false).Sum(segment => segment.Length);
        Assert.InRange((double)texts / users, 16, 17.5);
    }

    [Fact]
    public void An_empty_segment_is_little_more_than_its_checksum() =>
        Assert.InRange(new SegmentWriter(Columns.Chunk, 0).ToArray().Length, 13, 24);

    private static IEnumerable<byte[]> Partition(Func<int, bool> isNew) => Log.Rows
        .GroupBy(row => SyntheticLog.Hash(row.User) % Partitions)
        .Select(rows => SyntheticLog.PartitionSegment(Columns.Chunk, [.. rows], isNew));
}
