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

    /// <summary>
    /// Creates the dataset if need be, adds the files that it does not have, in the order given, and opens those again that have grown. A
    /// new file that another client offered by the same path, and that is not complete, is one with that client's.
    /// </summary>
    /// <param name="options">Used only if the dataset is new.</param>
    /// <param name="life">The life of the catalog that the client looked its files up in; null where it saw none.</param>
    /// <param name="files">The files offered.</param>
    /// <returns>The catalog's entry of each file offered, in the order given.</returns>
    /// <exception cref="WorkloadException">
    /// The dataset is another one by now (<see cref="WorkloadException.IsDropped"/>: look again), or a new file may be one that is being
    /// ingested by another path.
    /// </exception>
    [ResponseTimeout("00:00:10")]
    Task<IReadOnlyList<CatalogFile>> OfferAsync(DatasetOptions options, long? life, IReadOnlyList<FileOffer> files);

    /// <summary>Gives display names to model ids (id → name); those not mentioned keep theirs.</summary>
    [ResponseTimeout("00:00:10")]
    Task NameModelsAsync(IReadOnlyDictionary<string, string> names);

    /// <summary>
    /// Asks for a file to ingest, and keeps it: who has a file asks again every second, and loses it to another client after five seconds
    /// without a word. That saves work and no more: chunks of two clients that send the same file are in once, too.
    /// </summary>
    /// <param name="life">The dataset's life that the rows are for.</param>
    /// <param name="file">Index of the file.</param>
    /// <param name="client">The client that asks.</param>
    /// <param name="awaited">The holder that it was told before and waits for.</param>
    /// <exception cref="WorkloadException">The dataset was dropped meanwhile.</exception>
    [AlwaysInterleave, ResponseTimeout("00:00:10")]
    Task<FileClaim> ClaimAsync(long life, int file, Guid client, Guid? awaited);

    /// <summary>
    /// Begins to read a file, or goes on with it, behind its last recorded chunk. Each attempt has numbers of its own for its chunks, so
    /// that what an earlier one left behind is never taken for text that stands there now. Chunks of earlier attempts that do not count yet
    /// are forgotten.
    /// </summary>
    /// <param name="life">The dataset's life that the rows are for.</param>
    /// <param name="file">Index of the file.</param>
    /// <param name="client">The client, which has claimed the file.</param>
    /// <returns>
    /// The file's entry, with the number and the place of the attempt's first chunk; null where another client has the file.
    /// </returns>
    /// <exception cref="WorkloadException">The dataset was dropped meanwhile, or the file has used up its numbers.</exception>
    [ResponseTimeout("00:00:10")]
    Task<CatalogFile?> BeginAsync(long life, int file, Guid client);

    /// <summary>Says that a client asks for files no more: those that it has are free.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10")]
    Task LeaveAsync(long life, Guid client);

    /// <summary>
    /// Makes models and their parts known before the first segment is sent to them, so that a removal of the dataset finds every grain that
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
    /// Records a chunk that every grain holds. It counts as soon as all chunks before it are recorded, so that the catalog always has the
    /// first so many chunks of a file. Repeating it changes nothing.
    /// </summary>
    /// <param name="life">The dataset's life that the chunk is for.</param>
    /// <param name="chunk">The chunk.</param>
    /// <returns>Whether it is recorded; not so, and without effect, where another attempt at the file has begun.</returns>
    /// <exception cref="WorkloadException">The dataset was dropped meanwhile.</exception>
    [ResponseTimeout("00:00:10")]
    Task<bool> RecordAsync(long life, ChunkRecord chunk);

    /// <summary>The first rejected rows of the dataset, in input order, at most 1,000.</summary>
    [AlwaysInterleave]
    Task<IReadOnlyList<RejectedRecord>> RejectedAsync();

    /// <summary>Forgets every computed result; the rows stay. Who asks again while it is at work waits for the same.</summary>
    [ResponseTimeout("00:00:15")]
    Task ForgetAsync();

    /// <summary>
    /// Removes the dataset: every row, every result, the catalog. A removal cut short goes on at the next call, and one at work ends before
    /// it.
    /// </summary>
    /// <param name="life">The dataset's life that is to end: a call that comes late spares the next dataset of the name.</param>
    [ResponseTimeout("00:00:15")]
    Task DropAsync(long life);

    /// <summary>
    /// Removes a dataset that a client's ingestion came to nothing in, unless something in it is another's or another client asks for its
    /// files.
    /// </summary>
    /// <param name="life">The dataset's life that the ingestion was for.</param>
    /// <param name="client">The client, which asks for files no more.</param>
    /// <param name="files">Files that it offered.</param>
    /// <param name="rows">Rows that it stored.</param>
    [ResponseTimeout("00:00:15")]
    Task DropAsync(long life, Guid client, int files, long rows);
}
