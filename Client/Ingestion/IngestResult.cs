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

    /// <summary>Files that have the same text, or some of it, which counts once.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Copies { get; init; } = [];

    /// <summary>Of <see cref="Copies"/> each file that does not count, with the one that does.</summary>
    public IEnumerable<(string File, string Of)> CountedOnce
    {
        get
        {
            var names = Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var group in Copies)
            {
                // The file that is read is in the dataset under its name. Where an earlier one is, any of these is as good.
                var counted = group.FirstOrDefault(path => names.Contains(Path.GetFileName(path)), group[0]);
                foreach (var path in group.Where(path => path != counted)) yield return (path, counted);
            }
        }
    }

    /// <summary>What was left out of folders.</summary>
    public IReadOnlyList<LeftOutFile> LeftOut { get; init; } = [];

    /// <summary>Files whose column names the models, so that the model given for them does not count, with the column.</summary>
    public IReadOnlyList<(string Name, string Column)> UnusedModel { get; init; } = [];

    /// <summary>Whether what was known of the files was read without looking into them.</summary>
    public bool IsUnread { get; init; }
}
