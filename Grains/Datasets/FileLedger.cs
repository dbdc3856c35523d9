namespace LlmWorkload.Datasets;

/// <summary>What is known to be stored of one file.</summary>
[GenerateSerializer, Alias("llmwl.dataset.ledger")]
public sealed class FileLedger
{
    /// <summary>File name without folders.</summary>
    [Id(0)] public string Name { get; set; } = "";

    /// <summary>What identifies the file's content.</summary>
    [Id(1)] public string Fingerprint { get; set; } = "";

    /// <summary>Rows accepted.</summary>
    [Id(2)] public long Rows { get; set; }

    /// <summary>Rows rejected, by reason.</summary>
    [Id(3)] public SortedDictionary<string, long> Rejected { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Every chunk below this number is stored.</summary>
    [Id(4)] public int NextChunk { get; set; }

    /// <summary>Where that chunk starts; null for the start of the file.</summary>
    [Id(5)] public FilePosition? NextPosition { get; set; }

    /// <summary>Chunks stored ahead of <see cref="NextChunk"/>: number → where the chunk after it starts.</summary>
    [Id(6)] public SortedDictionary<int, FilePosition> Ahead { get; set; } = [];

    /// <summary>The number of chunks, once the last one is known; −1 before.</summary>
    [Id(7)] public int Chunks { get; set; } = -1;

    /// <summary>Whether every chunk of the file is stored.</summary>
    public bool Complete => Chunks >= 0 && NextChunk == Chunks;

    /// <summary>A copy to change.</summary>
    public FileLedger Copy()
    {
        var copy = (FileLedger)MemberwiseClone();
        (copy.Rejected, copy.Ahead) = (new(Rejected, StringComparer.Ordinal), new(Ahead));
        return copy;
    }

    /// <summary>Whether the chunk is recorded.</summary>
    public bool Holds(int chunk) => chunk < NextChunk || Ahead.ContainsKey(chunk);

    /// <summary>Records a chunk that is not recorded yet.</summary>
    public void Add(ChunkRecord chunk)
    {
        Rows += chunk.Models.Sum(model => model.Rows);
        foreach (var (reason, count) in chunk.Rejected) Rejected[reason] = Rejected.GetValueOrDefault(reason) + count;
        if (chunk.IsLast) Chunks = chunk.Number + 1;
        Ahead.Add(chunk.Number, chunk.Next);
        while (Ahead.Remove(NextChunk, out var next))
        {
            NextChunk++;
            NextPosition = next;
        }
    }

    /// <summary>The entry as clients see it.</summary>
    public CatalogFile Describe(int index) => new(index, Name, Fingerprint, Rows, new Dictionary<string, long>(Rejected), NextChunk, NextPosition, Complete);
}
