namespace LlmWorkload.Segments;

/// <summary>
/// The chunks whose rows a version of a dataset has. Grains may also hold chunks on their way, and chunks of attempts that were given up.
/// </summary>
/// <param name="Version">The dataset's version.</param>
/// <param name="Ranges">By file, then by number; no two of them overlap.</param>
[GenerateSerializer, Immutable, Alias("llmwl.chunks.recorded")]
public sealed record RecordedChunks([property: Id(0)] long Version, [property: Id(1)] IReadOnlyList<ChunkRange> Ranges)
{
    /// <summary>Whether a chunk is one of them.</summary>
    public bool Has(ChunkId chunk) => Has(chunk.File, chunk.Number);

    /// <summary>Whether the chunk of a file and a number is one of them.</summary>
    public bool Has(int file, int number)
    {
        var (from, end) = (0, Ranges.Count);
        while (from < end)
        {
            var middle = (from + end) >> 1;
            var range = Ranges[middle];
            if ((range.File, range.From).CompareTo((file, number)) <= 0) from = middle + 1;
            else end = middle;
        }

        return from > 0 && Ranges[from - 1] is var last && last.File == file && number < last.End;
    }
}
