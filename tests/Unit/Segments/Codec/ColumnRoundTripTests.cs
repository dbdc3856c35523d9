using CsCheck;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Segments;

public sealed class ColumnRoundTripTests
{
    private const ColumnId Later = (ColumnId)200;

    [Fact]
    public void Any_integer_column_round_trips() =>
        Columns.Integers.Sample(values => Assert.Equal(values, ReadBack(values)), iter: 3_000);

    [Theory]
    [InlineData(new long[0])]
    [InlineData(new[] { 0L })]
    [InlineData(new[] { Missing.Value })]
    [InlineData(new[] { Missing.Value, Missing.Value, Missing.Value })]
    [InlineData(new[] { long.MaxValue, long.MinValue + 1, 0L, -1L, Missing.Value, long.MaxValue })]
    [InlineData(new[] { 10L, -20L, 30L, 0L })]
    [InlineData(new[] { 1_000_000_000_000_000_000L, -9_000_000_000_000_000_000L, 0L })]
    public void Edge_cases_of_integer_columns_round_trip(long[] values) => Assert.Equal(values, ReadBack(values));

    [Fact]
    public void Every_width_of_integers_round_trips()
    {
        for (var width = 0; width < 64; width++)
        {
            var random = new Random(width);
            for (var length = 1; length <= 140; length += 7)
            {
                var values = Enumerable.Range(0, length).Select(_ => random.NextInt64() & ((1L << width) - 1)).ToArray();
                Assert.Equal(values, ReadBack(values));
            }
        }
    }

    [Fact]
    public void The_stored_format_is_what_it_was()
    {
        // Head: magic, version, checksum, chunk 0/0/0, 2 rows, no start. Column 5, integers, 7 bytes: none missing, scale 10⁰,
        // origin zigzag(5) = 10, width 2, no exceptions, base 5 − 5 = 0, residuals 0 and 2 as 0b1000.
        byte[] expected =
        [
            .. "LLMS"u8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0,
            5, 1, 7, 0, 0, 10, 2, 0, 0, 0b1000,
        ];
        var writer = new SegmentWriter(default, 2);
        writer.AddIntegers(ColumnId.InputTokens, [5, 7]);
        Assert.Equal(Forgery.Seal(expected), writer.ToArray());
    }

    [Fact]
    public void Any_hash_column_round_trips() => Gen.Select(Columns.Indices(300), Gen.ULong.Array[300]).Sample((column, hashes) =>
    {
        var dictionary = hashes[..column.Entries];
        var writer = new SegmentWriter(Columns.Chunk, column.Indices.Length);
        writer.AddHashes(ColumnId.User, dictionary, column.Indices);

        var reader = SegmentReader.Open(writer.ToArray());
        var indices = new int[reader.Rows];
        Assert.Equal(dictionary, reader.ReadHashes(ColumnId.User, indices));
        Assert.Equal(column.Indices, indices);
    }, iter: 1_000);

    [Fact]
    public void Any_text_column_round_trips() => Gen.Select(Columns.Indices(40), Texts(40)).Sample((column, texts) =>
    {
        var dictionary = texts[..column.Entries];
        var writer = new SegmentWriter(Columns.Chunk, column.Indices.Length);
        writer.AddTexts(ColumnId.Function, dictionary, column.Indices);

        var reader = SegmentReader.Open(writer.ToArray());
        var indices = new int[reader.Rows];
        Assert.Equal(dictionary, reader.ReadTexts(ColumnId.Function, indices));
        Assert.Equal(column.Indices, indices);
    }, iter: 1_000);

    [Fact]
    public void Any_table_of_texts_round_trips_whether_or_not_a_hash_column_has_its_hashes() =>
        Gen.Select(Texts(30), Gen.ULong.Array[40], Gen.Int[0, 30], Gen.Int[0, 12]).Sample((texts, hashes, count, skip) =>
        {
            var dictionary = hashes[skip..];
            var writer = new SegmentWriter(Columns.Chunk, 1);
            writer.AddHashes(ColumnId.User, dictionary, [0]);
            writer.AddTextTable(ColumnId.UserTexts, hashes.AsSpan(10, count), texts[..count]);

            var (readHashes, readTexts) = SegmentReader.Open(writer.ToArray()).ReadTextTable(ColumnId.UserTexts);
            Assert.Equal(hashes[10..(10 + count)], readHashes);
            Assert.Equal(texts[..count], readTexts);
        });

    [Fact]
    public void Only_canonical_uuids_are_shortened_and_every_spelling_comes_back_as_it_was()
    {
        string[] uuids = ["8824e020-fdb5-5c5d-a97e-58fbae5976a9", "00000000-0000-0000-0000-000000000000"];
        string[] others = [
            "8824E020-FDB5-5c5d-a97e-58fbae5976a9", "{824e020-fdb5-5c5d-a97e-58fbae5976a}", "8824e020fdb55c5da97e58fbae5976a9", "", "ü🙂"];
        Assert.Equal(uuids, TextsReadBack(uuids));
        Assert.Equal(others, TextsReadBack(others));
        Assert.Equal([.. uuids, .. others], TextsReadBack([.. uuids, .. others]));
    }

    [Fact]
    public void A_text_with_half_a_surrogate_pair_is_refused_and_leaves_the_segment_as_it_was()
    {
        var writer = new SegmentWriter(Columns.Chunk, 1);
        writer.AddIntegers(ColumnId.InputTokens, [5]);
        var before = writer.ToArray();

        Assert.ThrowsAny<ArgumentException>(() => writer.AddTexts(ColumnId.Function, ["fine", "\ud83d"], [0]));
        Assert.Equal(before, writer.ToArray());

        writer.AddTexts(ColumnId.Function, ["fine"], [0]);
        Assert.Equal(["fine"], SegmentReader.Open(writer.ToArray()).ReadTexts(ColumnId.Function, new int[1]));
    }

    [Fact]
    public void A_segment_tells_its_chunk_its_rows_and_its_first_and_last_start()
    {
        var writer = new SegmentWriter(new ChunkId(int.MaxValue, 0, -1), 4);
        writer.AddIntegers(ColumnId.Started, [70, Missing.Value, -30, 50]);
        var reader = SegmentReader.Open(writer.ToArray());
        Assert.Equal(new ChunkId(int.MaxValue, 0, -1), reader.Chunk);
        Assert.Equal((4, -30L, 70L), (reader.Rows, reader.MinStarted, reader.MaxStarted));
    }

    [Fact]
    public void The_widest_range_of_starts_fits_the_header()
    {
        var writer = new SegmentWriter(Columns.Chunk, 2);
        writer.AddIntegers(ColumnId.Started, [long.MaxValue, long.MinValue + 1]);
        var reader = SegmentReader.Open(writer.ToArray());
        Assert.Equal((long.MinValue + 1, long.MaxValue), (reader.MinStarted, reader.MaxStarted));
    }

    [Fact]
    public void Without_any_start_the_range_is_missing()
    {
        var writer = new SegmentWriter(Columns.Chunk, 2);
        var without = SegmentReader.Open(writer.ToArray());
        writer.AddIntegers(ColumnId.Started, [Missing.Value, Missing.Value]);
        var allMissing = SegmentReader.Open(writer.ToArray());
        Assert.Equal((Missing.Value, Missing.Value), (without.MinStarted, without.MaxStarted));
        Assert.Equal((Missing.Value, Missing.Value), (allMissing.MinStarted, allMissing.MaxStarted));
    }

    [Fact]
    public void An_absent_column_reads_as_missing()
    {
        var reader = SegmentReader.Open(new SegmentWriter(Columns.Chunk, 2).ToArray());
        var (values, indices, texts) = (new long[2], new int[2], new int[2]);
        reader.ReadIntegers(ColumnId.Ttft, values);

        Assert.False(reader.Has(ColumnId.Ttft));
        Assert.Equal([Missing.Value, Missing.Value], values);
        Assert.Empty(reader.ReadHashes(ColumnId.User, indices));
        Assert.Equal([-1, -1], indices);
        Assert.Empty(reader.ReadTexts(ColumnId.Function, texts));
        Assert.Equal([-1, -1], texts);
        Assert.Equal(([], []), reader.ReadTextTable(ColumnId.UserTexts));
        var lists = reader.ReadLists(ColumnId.Blocks);
        Assert.Equal((2, 0, 0), (lists.Rows, lists[0].Length, lists[1].Length));
    }

    [Fact]
    public void A_column_of_a_later_program_is_skipped()
    {
        var writer = new SegmentWriter(Columns.Chunk, 3);
        writer.AddIntegers(Later, [1, 2, 3]);
        writer.AddIntegers(ColumnId.OutputTokens, [7, 8, 9]);
        var segment = Forgery.Insert(writer.ToArray(), Forgery.HeaderLength(Columns.Chunk), [201, 77, 3, 1, 2, 3]);

        var reader = SegmentReader.Open(segment);
        var values = new long[3];
        reader.ReadIntegers(ColumnId.OutputTokens, values);
        Assert.Equal([7, 8, 9], values);
        Assert.True(reader.Has((ColumnId)201));
        var refusal = Assert.Throws<SegmentFormatException>(() => reader.ReadIntegers((ColumnId)201, new long[3]));
        Assert.Contains("encoded as 77", refusal.Message);
    }

    [Fact]
    public void Misuse_of_a_writer_or_reader_is_an_argument_error()
    {
        var writer = new SegmentWriter(Columns.Chunk, 2);
        writer.AddIntegers(ColumnId.InputTokens, [1, 2]);
        Assert.Throws<ArgumentException>(() => writer.AddIntegers(ColumnId.InputTokens, [1, 2]));
        Assert.Throws<ArgumentException>(() => writer.AddIntegers(ColumnId.OutputTokens, [1]));
        Assert.Throws<ArgumentException>(() => writer.AddTextTable(ColumnId.UserTexts, [1], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.AddHashes(ColumnId.User, [1], [0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.AddHashes(ColumnId.User, [1], [0, -2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SegmentWriter(Columns.Chunk, -1));
        Assert.Throws<ArgumentException>(() => SegmentReader.Open(writer.ToArray()).ReadIntegers(ColumnId.InputTokens, new long[1]));
    }

    private static Gen<string[]> Texts(int count) => Gen.OneOf(
        Gen.Guid.Select(guid => guid.ToString()),
        Gen.String[Gen.Char['a', 'ÿ'], 0, 50]).Array[count];

    private static long[] ReadBack(long[] values)
    {
        var writer = new SegmentWriter(Columns.Chunk, values.Length);
        writer.AddIntegers(ColumnId.Duration, values);
        var reader = SegmentReader.Open(writer.ToArray());
        var read = new long[reader.Rows];
        reader.ReadIntegers(ColumnId.Duration, read);
        return read;
    }

    private static string[] TextsReadBack(string[] texts)
    {
        var writer = new SegmentWriter(Columns.Chunk, 0);
        writer.AddTexts(ColumnId.Function, texts, []);
        return SegmentReader.Open(writer.ToArray()).ReadTexts(ColumnId.Function, []);
    }
}
