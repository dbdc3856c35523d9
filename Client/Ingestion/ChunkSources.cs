using System.Threading.Channels;
using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Reads a file's chunks, by several readers side by side where the file and the request allow it: each reader has tables of texts of its
/// own, and a chunk holds the same rows whoever reads it. A strict reading has one reader, so that the first fault is the one that is told.
/// </summary>
internal sealed class ChunkSources : IDisposable
{
    private readonly Channel<ReadChunk> _read = Channel.CreateBounded<ReadChunk>(1);
    private readonly Channel<RequestBatch> _free = Channel.CreateUnbounded<RequestBatch>();
    private readonly List<ChunkSource> _sources = [];
    private readonly ChunkQueue _queue;
    private readonly int _chunkRecords;
    private int _batchesToMake;

    /// <param name="source">The file.</param>
    /// <param name="file">How far it is in the dataset.</param>
    /// <param name="hash">The hash of its text that is in the dataset.</param>
    /// <param name="request">How to read it.</param>
    /// <param name="options">The dataset's options.</param>
    /// <exception cref="WorkloadException">The file cannot be read.</exception>
    public ChunkSources(LogSource source, CatalogFile file, TextHash hash, IngestRequest request, DatasetOptions options)
    {
        _chunkRecords = options.ChunkRecords;
        var format = RequestFormats.Of(source);
        var first = Add(hash);
        var scout = request.Readers > 1 && !request.Reading.Strict ? format.Scout(source, first.Position, first.Hash!) : null;
        if (scout is not null)
        {
            while (_sources.Count < request.Readers) Add(null);
        }

        _queue = new ChunkQueue(scout, first.Next, first.Position, first.Hash!, options.ChunkRecords);

        ChunkSource Add(TextHash? from)
        {
            _sources.Add(new ChunkSource(source, file, request.Reading, options.HashSeed, from, format));
            return _sources[^1];
        }
    }

    /// <summary>The chunks, in no certain order where several read; ends with the file, or fails as the reading does.</summary>
    public ChannelReader<ReadChunk> Chunks => _read.Reader;

    /// <summary>Bytes of the file up to the furthest place that was read.</summary>
    public long BytesRead => _sources.Max(source => source.BytesRead);

    /// <summary>Reads until the file ends.</summary>
    /// <param name="spare">Batches beside those being read: as many can be full and not yet returned.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task ReadAsync(int spare, CancellationToken cancellationToken)
    {
        _batchesToMake = _sources.Count + spare;
        try
        {
            await Task.WhenAll(_sources.Select(source => Task.Run(() => ReadAsync(source, cancellationToken), CancellationToken.None)));
            _read.Writer.Complete();
        }
        catch (Exception failure)
        {
            _read.Writer.Complete(failure);
            throw;
        }
    }

    /// <summary>Gives back a chunk's batch, to be filled again.</summary>
    public void Return(RequestBatch batch) => _free.Writer.TryWrite(batch);

    public void Dispose()
    {
        foreach (var source in _sources) source.Dispose();
        _queue.Dispose();
    }

    // Made only as they are needed: a small file needs one, and a batch takes 14 MB.
    private ValueTask<RequestBatch> FreeBatchAsync(CancellationToken cancellationToken)
    {
        if (_free.Reader.TryRead(out var batch)) return ValueTask.FromResult(batch);
        return Interlocked.Decrement(ref _batchesToMake) >= 0
            ? ValueTask.FromResult(new RequestBatch(_chunkRecords))
            : _free.Reader.ReadAsync(cancellationToken);
    }

    private async Task ReadAsync(ChunkSource source, CancellationToken cancellationToken)
    {
        while (_queue.Take() is { } turn)
        {
            source.MoveTo(turn);
            for (var isDone = false; !isDone;)
            {
                var chunk = source.Read(await FreeBatchAsync(cancellationToken), turn.End);
                isDone = chunk.IsLast || turn.End is not null;
                await _read.Writer.WriteAsync(chunk, cancellationToken);
            }
        }
    }
}
