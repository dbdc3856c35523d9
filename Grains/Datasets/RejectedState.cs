namespace LlmWorkload.Datasets;

/// <summary>The first rejected rows of a dataset, by chunk, so that they can be listed in input order.</summary>
[GenerateSerializer, Alias("llmwl.dataset.rejected")]
public sealed class RejectedState
{
    /// <summary>The most rows that are kept.</summary>
    public const int Most = 1_000;

    /// <summary>File index and chunk number → rows.</summary>
    [Id(0)] public SortedDictionary<long, IReadOnlyList<RejectedRecord>> Chunks { get; set; } = [];

    /// <summary>The first <see cref="Most"/> rows in input order.</summary>
    public IReadOnlyList<RejectedRecord> First() => [.. Chunks.Values.SelectMany(rows => rows).Take(Most)];

    /// <summary>Adds a chunk's rows; those that can no longer be among the first are dropped.</summary>
    public void Add(int file, int chunk, IReadOnlyList<RejectedRecord> rows)
    {
        Chunks[((long)file << 32) | (uint)chunk] = rows;
        var before = 0;
        foreach (var (key, kept) in Chunks.ToList())
        {
            if (before >= Most) Chunks.Remove(key);
            before += kept.Count;
        }
    }
}
