using LlmWorkload.Segments;

namespace LlmWorkload.Datasets;

/// <summary>
/// The first rejected rows of a dataset, by chunk, so that they can be listed in input order. Rows of chunks that do not count, or no
/// longer count, are not listed.
/// </summary>
[GenerateSerializer, Alias("llmwl.dataset.rejected")]
internal sealed class RejectedState
{
    /// <summary>The most rows that are listed.</summary>
    public const int Most = 1_000;

    /// <summary>File index and chunk number → rows.</summary>
    [Id(0)] public SortedDictionary<long, IReadOnlyList<RejectedRecord>> Chunks { get; set; } = [];

    /// <summary>The first <see cref="Most"/> rows of chunks that count, in input order.</summary>
    public IReadOnlyList<RejectedRecord> First(RecordedChunks recorded) =>
        [.. Chunks.Where(chunk => recorded.Has(FileOf(chunk.Key), NumberOf(chunk.Key))).SelectMany(chunk => chunk.Value).Take(Most)];

    /// <summary>Adds a chunk's rows. Those of other chunks that can no longer be among the first are removed.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="dataset">The dataset's ledger.</param>
    public void Add(ChunkRecord chunk, DatasetState dataset)
    {
        Chunks[((long)chunk.File << 32) | (uint)chunk.Number] = chunk.RejectedRows;
        var before = 0;
        foreach (var (key, rows) in Chunks.ToList())
        {
            var (file, number) = (FileOf(key), NumberOf(key));
            if (before >= Most || !dataset.MayCount(file, number)) Chunks.Remove(key);
            else if (dataset.IsSettled(file, number)) before += rows.Count;
        }
    }

    private static int FileOf(long key) => (int)(key >> 32);

    private static int NumberOf(long key) => (int)(uint)key;
}
