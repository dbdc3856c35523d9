namespace LlmWorkload.Datasets;

/// <summary>
/// The rows that one chunk has of each model in buckets, in a storage record of its own. The ledger is written whole with every chunk: with
/// the counts of 100,000 models in it, a chunk wrote megabytes that it does not change.
/// </summary>
[GenerateSerializer, Immutable, Alias("llmwl.dataset.tally")]
internal sealed record ChunkTally([property: Id(0)] IReadOnlyList<ChunkModel> Models)
{
    /// <summary>Creates an empty record. Storage providers do so for a record that does not exist.</summary>
    public ChunkTally()
        : this([])
    {
    }

    /// <summary>The name of a chunk's record.</summary>
    public static string NameOf(long chunk) => $"d-models-{FileOf(chunk)}-{NumberOf(chunk)}";

    /// <summary>A chunk as one number: the file's index above, the chunk's number below.</summary>
    public static long KeyOf(int file, int number) => ((long)file << 32) | (uint)number;

    /// <summary>The file's index.</summary>
    public static int FileOf(long chunk) => (int)(chunk >> 32);

    /// <summary>The chunk's number.</summary>
    public static int NumberOf(long chunk) => (int)(uint)chunk;
}
