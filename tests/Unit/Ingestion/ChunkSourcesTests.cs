using LlmWorkload.Datasets;
using LlmWorkload.Generation;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Ingestion;

public sealed class ChunkSourcesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Several_readers_give_the_chunks_that_one_gives(int readers)
    {
        var expected = await ReadAsync(1, new ReadingOptions(), NewFile);
        var chunks = await ReadAsync(readers, new ReadingOptions(), NewFile);
        Assert.Equal(expected, chunks);
        Assert.Equal(12, chunks.Count); // 11 of 900 records and the last of 100
        Assert.Equal(10_000, chunks.Sum(chunk => chunk.Rows.Count));
    }

    [Fact]
    public async Task Several_readers_go_on_where_an_earlier_ingestion_came_to()
    {
        var whole = await ReadAsync(1, new ReadingOptions(), NewFile);
        var rest = await ReadAsync(3, new ReadingOptions(), NewFile with { NextChunk = 4, NextPosition = whole[3].Next });
        Assert.Equal(whole.Skip(4), rest);
    }

    private static CatalogFile NewFile => CatalogFile.Unread(0, "log.csv");

    private static async Task<List<Chunk>> ReadAsync(int readers, ReadingOptions reading, CatalogFile file)
    {
        var path = Path.Combine(Path.GetTempPath(), $"llmwl-{Guid.NewGuid():n}.csv");
        try
        {
            await using (var stream = File.Create(path)) new LogGenerator(
                new GeneratorOptions { Rows = 10_000, Users = 300, Models = 9, Days = 3, Seed = 5 }).Write(stream);
            using var source = new LogSource(path);
            var hash = new TextHash();
            Assert.True(TextPass.TryGoOn(source, hash, file.NextPosition?.Offset ?? 0));
            using var sources = new ChunkSources(
                source, file, hash, new IngestRequest { Files = [path], Reading = reading, Readers = readers },
                new DatasetOptions(ChunkRecords: 900));
            var done = sources.ReadAsync(2, CancellationToken.None);
            var chunks = new List<Chunk>();
            await foreach (var chunk in sources.Chunks.ReadAllAsync())
            {
                chunks.Add(Chunk.Of(chunk));
                sources.Return(chunk.Batch);
            }

            await done;
            return [.. chunks.OrderBy(chunk => chunk.Number)];
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed record Chunk(int Number, FilePosition Next, Hash128 TextHash, bool IsLast, string Content)
    {
        public IReadOnlyList<string> Rows => Content.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        public static Chunk Of(ReadChunk chunk)
        {
            var batch = chunk.Batch;
            var rows = Enumerable.Range(0, batch.Rows).Select(row =>
                $"{chunk.Models[batch.Model[row]]} {(batch.User[row] < 0 ? 0 : chunk.UserHashes[batch.User[row]])} {batch.Started[row]} "
                    + $"{batch.InputTokens[row]} {batch.OutputTokens[row]} {batch.Ttft[row]} {batch.Duration[row]}\n");
            return new Chunk(chunk.Number, chunk.Next, chunk.TextHash, chunk.IsLast, string.Concat(rows));
        }
    }
}
