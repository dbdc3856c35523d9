using LlmWorkload.Benchmarks.Inputs;
using LlmWorkload.Datasets;
using LlmWorkload.Generation;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;

namespace LlmWorkload.Benchmarks.Micro.Ingestion;

/// <summary>Chunks of a generated log as the client reads them.</summary>
internal static class ReadChunks
{
    /// <summary>The first chunk of a log of many models and users.</summary>
    /// <param name="rows">Rows of the chunk.</param>
    /// <param name="hashSeed">Seed of the hashes of ids.</param>
    public static ReadChunk First(int rows, long hashSeed)
    {
        using var log = new GeneratedLog(new GeneratorOptions { Rows = rows, Users = 100_000, Models = 240, Days = 30, Seed = 1 });
        var file = CatalogFile.Unread(0, "log.csv");
        using var source = new ChunkSource(new LogSource(log.Path), file, new ReadingOptions(), hashSeed, new TextHash());
        return source.Read(new RequestBatch(rows));
    }
}
