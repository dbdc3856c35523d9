using System.Text;
using CsCheck;
using LlmWorkload.Datasets;
using LlmWorkload.Generation;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Ingestion;

public sealed class ChunkEncoderTests
{
    [Fact]
    public void Every_row_of_a_chunk_arrives_once_at_its_model_and_once_at_its_users_partition() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[1, 9], Gen.ULong).Sample(
        (rows, partitions, seed) =>
        {
            using var log = Log(rows, seed);
            var options = new DatasetOptions(partitions, rows + 1);
            using var source = new ChunkSource(new LogSource(log.Path), NewFile, new ReadingOptions(), options.HashSeed, new TextHash());
            var chunk = source.Read(new RequestBatch(options.ChunkRecords));
            var encoded = new ChunkEncoder(options).Encode(chunk, "log.csv");

            var expected = Enumerable.Range(0, chunk.Batch.Rows).Select(
                row => (chunk.Models[chunk.Batch.Model[row]], chunk.Batch.Started[row], chunk.Batch.Duration[row]));
            var arrived = encoded.Models.SelectMany(each =>
            {
                var reader = SegmentReader.Open(each.Segment.Bytes);
                return Read(reader, ColumnId.Started).Zip(
                    Read(reader, ColumnId.Duration), (started, duration) => (each.Place.Model, started, duration));
            });
            Assert.Equal(expected.Order(), arrived.Order());

            var withUser = Enumerable.Range(0, chunk.Batch.Rows).Where(row => chunk.Batch.User[row] >= 0)
                .Select(row => (chunk.UserHashes[chunk.Batch.User[row]], chunk.Batch.Started[row]));
            var byPartition = encoded.Partitions.SelectMany(each =>
            {
                var reader = SegmentReader.Open(each.Segment.Bytes);
                var index = new int[reader.Rows];
                var users = reader.ReadHashes(ColumnId.User, index);
                Assert.All(users, user => Assert.Equal(each.Partition, GrainKeys.PartitionOf(user, partitions)));
                return index.Zip(Read(reader, ColumnId.Started), (user, started) => (users[user], started));
            });
            Assert.Equal(withUser.Order(), byPartition.Order());
        },
        iter: 60);

    [Fact]
    public void Segments_of_a_generated_log_stay_within_20_and_10_bytes_a_row()
    {
        using var log = Log(1_000_000, 1, users: 10_000, models: 240);
        var options = new DatasetOptions();
        var encoder = new ChunkEncoder(options);
        using var source = new ChunkSource(new LogSource(log.Path), NewFile, new ReadingOptions(), options.HashSeed, new TextHash());
        var batch = new RequestBatch(options.ChunkRecords);
        long rows = 0, models = 0, partitions = 0;
        for (var isLast = false; !isLast;)
        {
            var chunk = source.Read(batch);
            var encoded = encoder.Encode(chunk, "log.csv");
            rows += encoded.Rows;
            models += encoded.Models.Sum(each => (long)each.Segment.Bytes.Length);
            partitions += encoded.Partitions.Sum(each => (long)each.Segment.Bytes.Length);
            isLast = chunk.IsLast;
        }

        Assert.Equal(1_000_000, rows);
        Assert.InRange((double)models / rows, 1, 20);
        Assert.InRange((double)partitions / rows, 1, 10);
    }

    private static CatalogFile NewFile => CatalogFile.Unread(0, "log.csv");

    private static long[] Read(SegmentReader reader, ColumnId column)
    {
        var values = new long[reader.Rows];
        reader.ReadIntegers(column, values);
        return values;
    }

    private static TemporaryFile Log(long rows, ulong seed, int users = 40, int models = 7)
    {
        var file = new TemporaryFile();
        using var stream = File.Create(file.Path);
        new LogGenerator(new GeneratorOptions { Rows = rows, Users = users, Models = models, Days = 30, Seed = seed }).Write(stream);
        return file;
    }

    private sealed class TemporaryFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"llmwl-{Guid.NewGuid():n}.csv");

        public void Dispose() => File.Delete(Path);
    }
}
