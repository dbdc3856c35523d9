using System.Globalization;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Ingestion;

/// <summary>The rows of models that share a segment.</summary>
public sealed class BucketedSegmentTests : IDisposable
{
    private const string Header = "chute_id,user_id,function_name,instance_id,session_id,label,status,started_at,duration,input_tokens,"
        + "output_tokens,ttft,cached_tokens,cost";

    private static readonly DatasetOptions Shared = new(Partitions: 3, ChunkRecords: 900, ModelBuckets: 8);
    private static readonly DatasetOptions Alone = Shared with { ModelBuckets = 0 };

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"llmwl-{Guid.NewGuid():n}.csv");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_model_in_a_bucket_has_to_the_last_byte_the_segment_that_it_has_alone(int seed)
    {
        WriteLog(seed);
        foreach (var (alone, shared) in Encode(Alone).Zip(Encode(Shared)))
        {
            var expected = alone.Models.ToDictionary(each => each.Place.Model, each => each.Segment);
            var actual = shared.Models.ToDictionary(each => each.Place.Model, each => each.Segment);
            var writer = new SegmentWriter();
            foreach (var (_, segment) in shared.Buckets)
            {
                var reading = new OpenedBucket([new StoredSegment(segment)]).Begin();
                foreach (var (model, hash) in expected.Keys.Select(model => (model, IdHash.Of(model, 0))))
                {
                    if (reading.Models.Contains(hash)) actual.Add(model, Assert.Single(reading.Slices(hash)).Encode(writer));
                }
            }

            Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
            foreach (var (model, segment) in expected)
            {
                Assert.Equal(segment.Chunk, actual[model].Chunk);
                Assert.Equal(Convert.ToHexString(segment.Bytes), Convert.ToHexString(actual[model].Bytes));
            }

            Assert.Equal(alone.Partitions.Select(each => each.Segment.Bytes), shared.Partitions.Select(each => each.Segment.Bytes));
        }
    }

    [Fact]
    public void A_slice_reads_as_the_segment_of_its_model()
    {
        WriteLog(seed: 4);
        var (alone, shared) = (Encode(Alone)[0], Encode(Shared)[0]);
        foreach (var (place, segment) in alone.Models.Where(each => shared.Models.All(other => other.Place != each.Place)))
        {
            var hash = IdHash.Of(place.Model, 0);
            var bucket = shared.Buckets.Single(each => each.Bucket == GrainKeys.BucketOf(hash, 8)).Segment;
            AssertSame(SegmentReader.Open(segment.Bytes), Assert.Single(new OpenedBucket([new StoredSegment(bucket)]).Begin().Slices(hash)));
        }
    }

    [Fact]
    public void Models_share_segments_and_the_record_says_what_each_bucket_gets()
    {
        WriteLog(seed: 5);
        var chunk = Encode(Shared)[0];

        Assert.Equal(8, chunk.Buckets.Count);
        Assert.InRange(chunk.Models.Count, 1, 10);
        Assert.Equal(chunk.Rows, chunk.Record.Buckets!.Sum(share => share.Rows) + chunk.Record.Shares.Sum(share => share.Rows));
        foreach (var share in chunk.Record.Buckets!)
        {
            var segment = SegmentReader.Open(chunk.Buckets.Single(each => each.Bucket == share.Bucket).Segment.Bytes);
            Assert.Equal((share.Segments, share.Rows), (1, segment.Rows));
        }
    }

    [Fact]
    public void A_chunk_that_another_reader_encodes_gives_the_same_segments()
    {
        WriteLog(seed: 6);
        var chunks = Encode(Shared);

        // It begins at the second chunk, so that it meets the models in another order.
        var next = CatalogFile.Unread(0, "log.csv") with { NextChunk = 1, NextPosition = chunks[0].Record.Next };
        var again = Encode(Shared, next);
        Assert.Equal(chunks[1].Buckets.Select(each => each.Segment.Bytes), again[0].Buckets.Select(each => each.Segment.Bytes));
    }

    private static void AssertSame(SegmentReader expected, SegmentSlice actual)
    {
        Assert.Equal((expected.Chunk, expected.Rows), (actual.Chunk, actual.Rows));
        Assert.Equal((expected.MinStarted, expected.MaxStarted), (actual.MinStarted, actual.MaxStarted));
        foreach (var encoding in Enum.GetValues<ColumnEncoding>())
            Assert.Equal(expected.ColumnsOf(encoding).Order(), actual.ColumnsOf(encoding).Order());
        foreach (var id in Enum.GetValues<ColumnId>())
        {
            Assert.Equal(expected.Has(id), actual.Has(id));
            var (one, other) = (new int[expected.Rows], new int[expected.Rows]);
            if (id is ColumnId.User or ColumnId.Model) Assert.Equal(expected.ReadHashes(id, one), actual.ReadHashes(id, other));
            else if (id is ColumnId.Function or ColumnId.Label) Assert.Equal(expected.ReadTexts(id, one), actual.ReadTexts(id, other));
            else if (id is ColumnId.Started or ColumnId.Cost or ColumnId.Tie) AssertSame(expected, actual, id);
            Assert.Equal(one, other);
        }
    }

    private static void AssertSame(SegmentReader expected, SegmentSlice actual, ColumnId id)
    {
        var (one, other) = (new long[expected.Rows], new long[expected.Rows]);
        expected.ReadIntegers(id, one);
        actual.ReadIntegers(id, other);
        Assert.Equal(one, other);
    }

    private List<EncodedChunk> Encode(DatasetOptions options, CatalogFile? file = null)
    {
        using var source = new ChunkSource(
            new LogSource(_path), file ?? CatalogFile.Unread(0, "log.csv"), new ReadingOptions(), options.HashSeed, new TextHash());
        var encoder = new ChunkEncoder(options);
        var chunks = new List<EncodedChunk>();
        while (chunks.Count == 0 || !chunks[^1].Record.IsLast)
            chunks.Add(encoder.Encode(source.Read(new RequestBatch(options.ChunkRecords)), "log.csv"));
        return chunks;
    }

    // Few large models and many small ones, ties, and fields that only some models have.
    private void WriteLog(int seed)
    {
        var random = new Random(seed);
        var start = new DateTime(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        File.WriteAllLines(_path, Enumerable.Range(0, 2_000).Select(row =>
        {
            var model = random.Next(3) == 0 ? random.Next(2) : random.Next(200);
            var clock = start.AddSeconds(row / 3);
            string Maybe(int oneIn, string value) => random.Next(oneIn) == 0 ? "" : value;
            string OfSome(int of, string value) => model % of == 1 ? Maybe(3, value) : "";
            return string.Join(',',
                $"model-{model}", Maybe(5, $"user-{random.Next(30)}"), Maybe(2, $"f{random.Next(3)}"), Maybe(4, $"gpu-{random.Next(3)}"),
                OfSome(3, $"s{random.Next(9)}"), OfSome(5, "team"), Maybe(3, random.Next(5) == 0 ? "500" : "200"),
                clock.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), Maybe(9, $"{random.Next(60)}.5"),
                Maybe(9, $"{random.Next(4_000)}"), Maybe(9, $"{random.Next(900)}"), OfSome(2, $"0.{random.Next(1, 900):D3}"),
                OfSome(7, $"{random.Next(50)}"), OfSome(4, $"0.{random.Next(1, 90):D3}"));
        }).Prepend(Header));
    }
}
