using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests;

/// <summary>The chunks of a file as the client would send them, to be sent in other ways.</summary>
internal static class Chunks
{
    /// <summary>Creates the dataset with the file, and encodes the file's chunks.</summary>
    public static async Task<IReadOnlyList<EncodedChunk>> OfAsync(IGrainFactory grains, string dataset, string path, DatasetOptions options)
    {
        var file = (await grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(dataset))
            .OfferAsync(options, null, [LogIngestor.Offer(path, new ReadingOptions())]))[0];
        using var source = new ChunkSource(new LogSource(path), file, new ReadingOptions(), options.HashSeed, new TextHash());
        var encoder = new ChunkEncoder(options);
        var chunks = new List<EncodedChunk>();
        for (var isLast = false; !isLast;)
        {
            var chunk = source.Read(new RequestBatch(options.ChunkRecords));
            chunks.Add(encoder.Encode(chunk, file.Name));
            isLast = chunk.IsLast;
        }

        return chunks;
    }

    /// <summary>The client's way to deliver them.</summary>
    public static async Task<Delivery> DeliveryAsync(IGrainFactory grains, string dataset) =>
        new(grains, silos: null, await DescribeAsync(grains, dataset));

    /// <summary>The first so many chunks of the first file.</summary>
    public static RecordedChunks First(int chunks) => new(chunks, [new ChunkRange(0, 0, chunks)]);

    /// <summary>Whatever segments of the first so many chunks a grain holds.</summary>
    public static SegmentView ViewOf(int chunks) => new(First(chunks), null);

    /// <summary>A dataset's catalog.</summary>
    public static async Task<DatasetCatalog> DescribeAsync(IGrainFactory grains, string dataset) =>
        (await grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(dataset)).DescribeAsync())!;
}
