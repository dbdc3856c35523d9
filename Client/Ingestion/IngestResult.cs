using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>What an ingestion came to.</summary>
/// <param name="Catalog">The dataset afterwards.</param>
/// <param name="AddedRows">Rows that this ingestion added.</param>
/// <param name="Seconds">Elapsed time.</param>
internal sealed record IngestResult(DatasetCatalog Catalog, long AddedRows, double Seconds)
{
    /// <summary>The dataset's files that were given, in input order, as they are now.</summary>
    public IReadOnlyList<CatalogFile> Files { get; init; } = [];

    /// <summary>Names of files that were in already.</summary>
    public IReadOnlyList<string> SkippedFiles { get; init; } = [];

    /// <summary>Names of files that were in partly, since an ingestion was cut short.</summary>
    public IReadOnlyList<string> ResumedFiles { get; init; } = [];

    /// <summary>Names of files that were in and have grown, with the line that was read on from.</summary>
    public IReadOnlyList<(string Name, long Line)> GrownFiles { get; init; } = [];

    /// <summary>Files that do not count, since another that was given has their text.</summary>
    public IReadOnlyList<CopiedFile> Copies { get; init; } = [];

    /// <summary>What was left out of folders.</summary>
    public IReadOnlyList<LeftOutFile> LeftOut { get; init; } = [];

    /// <summary>Files whose column names the models, so that the model given for them does not count, with the column.</summary>
    public IReadOnlyList<(string Name, string Column)> UnusedModel { get; init; } = [];

    /// <summary>The first row that this ingestion rejected, by file and line; null where it rejected none.</summary>
    public RejectedRow? FirstRejected { get; init; }

    /// <summary>Whether what was known of the files was read without looking into them.</summary>
    public bool IsUnread { get; init; }
}
