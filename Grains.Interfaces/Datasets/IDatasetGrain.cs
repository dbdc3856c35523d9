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
    /// Creates the dataset if need be and adds the files that it does not have, in the order given.
    /// </summary>
    /// <param name="options">Used only if the dataset is new.</param>
    /// <param name="files">The files offered.</param>
    /// <returns>The catalog's entry of each file offered, in the order given.</returns>
    [ResponseTimeout("00:00:10")]
    Task<IReadOnlyList<CatalogFile>> OfferAsync(DatasetOptions options, IReadOnlyList<FileOffer> files);

    /// <summary>Gives display names to model ids (id → name); those not mentioned keep theirs.</summary>
    [ResponseTimeout("00:00:10")]
    Task NameModelsAsync(IReadOnlyDictionary<string, string> names);

    /// <summary>
    /// Asks for a file to ingest, and keeps it: who has a file asks again every second, and loses it to another client after five seconds without a word.
    /// That saves work and no more: chunks of two clients that send the same file are in once, too.
    /// </summary>
    /// <param name="life">The dataset's life that the rows are for.</param>
    /// <param name="file">Index of the file.</param>
    /// <param name="client">The client that asks.</param>
    /// <param name="awaited">The holder that it was told before and waits for.</param>
    /// <exception cref="WorkloadException">The dataset was dropped meanwhile.</exception>
    [AlwaysInterleave, ResponseTimeout("00:00:10")]
    Task<FileClaim> ClaimAsync(long life, int file, Guid client, Guid? awaited);

    /// <summary>Says that a client asks for files no more: those that it has are free.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10")]
    Task LeaveAsync(long life, Guid client);

    /// <summary>
    /// Makes models and their parts known before the first segment is sent to them, so that a removal of the dataset finds every grain that may hold rows.
    /// </summary>
    /// <param name="life">The dataset's life that the rows are for.</param>
    /// <param name="places">The models, and the parts of those that are split.</param>
    /// <exception cref="WorkloadException">
    /// Two model ids share a hash (the message names both and the remedy), or the dataset was dropped meanwhile.
    /// </exception>
    [ResponseTimeout("00:00:10")]
    Task AnnounceModelsAsync(long life, IReadOnlyList<ModelPlace> places);

    /// <summary>Records chunks that every grain holds. Repeating one changes nothing.</summary>
    /// <param name="life">The dataset's life that the chunk is for.</param>
    /// <param name="chunk">The chunk.</param>
    /// <exception cref="WorkloadException">The dataset was dropped meanwhile.</exception>
    [ResponseTimeout("00:00:10")]
    Task RecordAsync(long life, ChunkRecord chunk);

    /// <summary>The first rejected rows of the dataset, in input order, at most 1,000.</summary>
    [AlwaysInterleave]
    Task<IReadOnlyList<RejectedRecord>> RejectedAsync();

    /// <summary>Forgets every computed result; the rows stay. Who asks again while it is at work waits for the same.</summary>
    [ResponseTimeout("00:00:15")]
    Task ForgetAsync();

    /// <summary>Removes the dataset: every row, every result, the catalog. A removal cut short goes on at the next call, and one at work ends before it.</summary>
    /// <param name="life">The dataset's life that is to end: a call that comes late spares the next dataset of the name.</param>
    [ResponseTimeout("00:00:15")]
    Task DropAsync(long life);

    /// <summary>Removes a dataset that a client's ingestion came to nothing in, unless something in it is another's or another client asks for its files.</summary>
    /// <param name="life">The dataset's life that the ingestion was for.</param>
    /// <param name="client">The client, which asks for files no more.</param>
    /// <param name="files">Files that it offered.</param>
    /// <param name="rows">Rows that it stored.</param>
    [ResponseTimeout("00:00:15")]
    Task DropAsync(long life, Guid client, int files, long rows);
}
