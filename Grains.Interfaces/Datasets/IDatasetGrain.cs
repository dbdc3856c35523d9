using LlmWorkload.Models;
using Orleans.Concurrency;

namespace LlmWorkload.Datasets;

/// <summary>A dataset: its catalog of models and files, and the ledger of what has been ingested.</summary>
[Alias("llmwl.IDatasetGrain")]
public interface IDatasetGrain : IGrainWithStringKey
{
    /// <summary>The catalog; null where the dataset does not exist.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10")]
    Task<DatasetCatalog?> DescribeAsync();

    /// <summary>The catalog, where it is not the one that the asker knows.</summary>
    /// <param name="life">The life of the catalog that the asker knows; 0 for none.</param>
    /// <param name="version">Its version.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:10")]
    Task<CatalogUpdate> UpdateAsync(long life, long version);

    /// <summary>What the catalog has in few words; null where the dataset does not exist.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10")]
    Task<DatasetOutline?> OutlineAsync();

    /// <summary>
    /// Creates the dataset if it does not exist, adds new files in the order given, and opens files again that have grown. Where another
    /// client has offered a new file by the same path, and that file is not complete, both clients get the same entry.
    /// </summary>
    /// <param name="options">Used only if the dataset is new.</param>
    /// <param name="life">The life of the catalog in which the client looked its files up; null where it found no dataset.</param>
    /// <param name="files">The files offered.</param>
    /// <returns>The catalog's entry of each file offered, in the order given.</returns>
    /// <exception cref="WorkloadException">
    /// The dataset was dropped or made anew meanwhile (<see cref="WorkloadException.IsDropped"/>: look again), or a new file may be the
    /// same as a file that is being ingested by another path.
    /// </exception>
    [ResponseTimeout("00:00:10")]
    Task<IReadOnlyList<CatalogFile>> OfferAsync(DatasetOptions options, long? life, IReadOnlyList<FileOffer> files);

    /// <summary>Gives display names to model ids (id → name); those not mentioned keep theirs.</summary>
    [ResponseTimeout("00:00:10")]
    Task NameModelsAsync(IReadOnlyDictionary<string, string> names);

    /// <summary>
    /// Asks for a file to ingest. The client that has the file asks again every second. After five seconds without a call, another client
    /// can get the file. This only saves work: where two clients send the same file, its chunks are still in once.
    /// </summary>
    /// <param name="life">The dataset's life that the rows are for.</param>
    /// <param name="file">Index of the file.</param>
    /// <param name="client">The client that asks.</param>
    /// <param name="awaited">The holder that the client was told before, and waits for.</param>
    /// <exception cref="WorkloadException">The dataset was dropped meanwhile.</exception>
    [AlwaysInterleave, ResponseTimeout("00:00:10")]
    Task<FileClaim> ClaimAsync(long life, int file, Guid client, Guid? awaited);

    /// <summary>
    /// Begins to read a file, or goes on with it, behind its last recorded chunk. Each attempt numbers its chunks anew, so that chunks that
    /// an earlier attempt left behind are never taken for the present text. Chunks of earlier attempts that do not count yet are forgotten.
    /// </summary>
    /// <param name="life">The dataset's life that the rows are for.</param>
    /// <param name="file">Index of the file.</param>
    /// <param name="client">The client. It has claimed the file.</param>
    /// <returns>
    /// The file's entry, with the number and the place of the attempt's first chunk; null where another client has the file.
    /// </returns>
    /// <exception cref="WorkloadException">The dataset was dropped meanwhile, or the file has used up its numbers.</exception>
    [ResponseTimeout("00:00:10")]
    Task<CatalogFile?> BeginAsync(long life, int file, Guid client);

    /// <summary>Says that a client asks for no more files. The files that it has are free.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10")]
    Task LeaveAsync(long life, Guid client);

    /// <summary>
    /// Makes models and their parts known before the first segment is sent to them. A removal of the dataset can then find every grain that
    /// may hold rows.
    /// </summary>
    /// <param name="life">The dataset's life that the rows are for.</param>
    /// <param name="places">The models, and the parts of those that are split.</param>
    /// <exception cref="WorkloadException">
    /// Two model ids share a hash (the message names both and the remedy), or the dataset was dropped meanwhile.
    /// </exception>
    [ResponseTimeout("00:00:10")]
    Task AnnounceModelsAsync(long life, IReadOnlyList<ModelPlace> places);

    /// <summary>
    /// Records a chunk whose rows every grain holds. It counts as soon as all chunks before it are recorded, so the catalog always has a
    /// file from its start up to some chunk. Recording it a second time changes nothing.
    /// </summary>
    /// <param name="life">The dataset's life that the chunk is for.</param>
    /// <param name="chunk">The chunk.</param>
    /// <returns>Whether it is recorded. False, and without effect, where another attempt at the file has begun.</returns>
    /// <exception cref="WorkloadException">The dataset was dropped meanwhile.</exception>
    [ResponseTimeout("00:00:10")]
    Task<bool> RecordAsync(long life, ChunkRecord chunk);

    /// <summary>The first rejected rows of the dataset, in input order, at most 1,000.</summary>
    [AlwaysInterleave]
    Task<IReadOnlyList<RejectedRecord>> RejectedAsync();

    /// <summary>Forgets every computed result; the rows stay. A second call waits for the first.</summary>
    [ResponseTimeout("00:00:15")]
    Task ForgetAsync();

    /// <summary>
    /// Removes the dataset: every row, every result, the catalog. If a removal was cut short, the next call goes on with it. A call during
    /// a removal waits for its end.
    /// </summary>
    /// <param name="life">The life of the dataset to remove. A call that comes late does not remove the next dataset of the name.</param>
    [ResponseTimeout("00:00:15")]
    Task DropAsync(long life);

    /// <summary>
    /// Removes a dataset after a client's ingestion that failed. The dataset stays if anything in it is not this client's, or if another
    /// client asks for its files.
    /// </summary>
    /// <param name="life">The dataset's life that the ingestion was for.</param>
    /// <param name="client">The client. It asks for no more files.</param>
    /// <param name="files">Files that it offered.</param>
    /// <param name="rows">Rows that it stored.</param>
    [ResponseTimeout("00:00:15")]
    Task DropAsync(long life, Guid client, int files, long rows);
}
