using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Output;

/// <summary>The dataset of a run, and what is to be said of the files that were given.</summary>
/// <param name="Catalog">The dataset.</param>
/// <param name="LeftOut">What was left out of folders.</param>
/// <param name="Copies">Files that do not count, since another has their text.</param>
internal sealed record RunFiles(
    DatasetCatalog Catalog, IReadOnlyList<LeftOutFile> LeftOut, IReadOnlyList<CopiedFile> Copies);
