using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>What to ingest, and how.</summary>
internal sealed record IngestRequest
{
    private readonly IReadOnlyList<string>? _inputs;

    /// <summary>The files, in input order.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>What they were named by: files, folders, <c>-</c>.</summary>
    public IReadOnlyList<string> Inputs
    {
        get => _inputs ?? Files;
        init => _inputs = value;
    }

    /// <summary>Those of the files that nobody named, but a folder has. What is empty of them, or no log after all, is left out.</summary>
    public IReadOnlySet<string> Found { get; init; } = new HashSet<string>();

    /// <summary>What else the folders have.</summary>
    public IReadOnlyList<LeftOutFile> LeftOut { get; init; } = [];

    /// <summary>Of files that go on growing, the part that counts; null where all files are whole.</summary>
    public IReadOnlyDictionary<string, FilePart>? Parts { get; init; }

    /// <summary>The folder that the files must lie in when they are opened, without links; null for files and pipes anywhere.</summary>
    public string? Within { get; init; }

    /// <summary>
    /// The life of the dataset that the files are for, so that it is not made anew where it was dropped; null for any, and a new one.
    /// </summary>
    public long? Life { get; init; }

    /// <summary>The dataset's name; null for one derived from the inputs, which has what they have and nothing else.</summary>
    public string? Dataset { get; init; }

    /// <summary>How rows are read.</summary>
    public ReadingOptions Reading { get; init; } = new();

    /// <summary>Fixed for a new dataset.</summary>
    public DatasetOptions Options { get; init; } = new();

    /// <summary>Display names of models.</summary>
    public ModelNames Names { get; init; } = ModelNames.Empty;

    /// <summary>Who ingests. A client that ingests again is the same one, so that it need not wait for itself.</summary>
    public Guid Client { get; init; } = Guid.NewGuid();

    /// <summary>Whether the dataset is dropped first.</summary>
    public bool Reload { get; init; }

    /// <summary>Chunks that are on their way at once; bounds the memory.</summary>
    public int Window { get; init; } = Math.Max(4, Environment.ProcessorCount);

    /// <summary>
    /// How many read a plain file side by side, as far as no quote stands in it. One keeps about three cores busy with what follows the
    /// reading.
    /// </summary>
    public int Readers { get; init; } = Math.Max(1, Environment.ProcessorCount / 3);
}
