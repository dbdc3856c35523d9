using System.Diagnostics;
using System.Threading.Channels;
using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Brings files into a dataset, every row exactly once: reads chunks, encodes them, and delivers a bounded number at a time. What is stored
/// is known to the dataset's ledger; an ingestion that was cut short goes on where it was, one that is repeated does nothing. A file that
/// another client ingests is waited for.
/// </summary>
/// <param name="grains">The cluster's grains.</param>
/// <param name="silos">The straight way to those that hold rows; null where there is none.</param>
/// <param name="tell">Told which files other clients ingest.</param>
internal sealed class LogIngestor(IGrainFactory grains, ISegmentRoute? silos = null, Action<string>? tell = null)
{
    private const int MostLooks = 3;

    private readonly Lock _lock = new();
    private readonly List<RejectedRow> _rejected = [];
    private long _rows;
    private long _bytes;

    /// <summary>Ingests the files.</summary>
    /// <param name="request">What to ingest.</param>
    /// <param name="progress">Told after each chunk that is stored.</param>
    /// <param name="cancellationToken">Stops at a chunk's border; what is stored stays, and the next ingestion goes on from there.</param>
    /// <exception cref="WorkloadException">
    /// A file cannot be read, was changed since it was ingested, or the cluster does not store.
    /// </exception>
    public async Task<IngestResult> IngestAsync(
        IngestRequest request, IProgress<IngestProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var clock = Stopwatch.StartNew();
        (_rows, _bytes) = (0, 0);
        _rejected.Clear();
        var sources = request.Files.Zip(
            LogFiles.Names(request.Files, request.Inputs),
            (file, name) => new LogSource(file, name, request.Parts?.GetValueOrDefault(file), request.Within)).ToList();
        try
        {
            var given = await OfferAsync(request, sources, cancellationToken);
            await given.Dataset.NameModelsAsync(request.Names.All);
            var result = await IngestAsync(request, given, progress, cancellationToken);
            return result with { Seconds = clock.Elapsed.TotalSeconds };
        }
        finally
        {
            sources.ForEach(source => source.Dispose());
        }
    }

    /// <summary>What a file that a dataset does not have is offered as.</summary>
    /// <exception cref="WorkloadException">The file cannot be read.</exception>
    public static FileOffer Offer(string path, ReadingOptions reading)
    {
        using var source = new LogSource(path);
        return new LogIdentifier(reading, null, new HashSet<string>(), CancellationToken.None).Identify([source])[0].Offer;
    }

    // Only where an option names a model. What cannot be read is told later.
    private static bool HasModels(ReadingOptions reading, List<LogSource> sources)
    {
        try
        {
            return reading.Model is not null
                && sources.TrueForAll(source => !source.IsPipe && LogLook.At(source, reading).ModelColumn is not null);
        }
        catch (WorkloadException)
        {
            return false;
        }
    }

    /// <summary>
    /// Tells which of a dataset's files are given, and makes those known that are new. Nothing is sent before all of them can be read.
    /// </summary>
    private async Task<GivenLogs> OfferAsync(IngestRequest request, List<LogSource> sources, CancellationToken cancellationToken)
    {
        var name = request.Dataset ?? DatasetName.Of(request.Inputs, request.Reading, HasModels(request.Reading, sources));
        var dataset = grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(name));
        for (var look = 1; ; look++)
        {
            var existing = await dataset.DescribeAsync();
            if (request.Life is { } life && existing?.Life != life) throw Dropped(name);
            var reloads = request.Reload || (request.Dataset is null && sources.Exists(source => source.IsPipe));
            var (logs, leftOut) = await IdentifyAsync(request, sources, reloads ? null : existing, cancellationToken);
            if (!reloads && existing is not null && WhyAnother(request, logs, existing, out var isFault) is { } why)
            {
                if (isFault) throw new WorkloadException(why) { IsInput = true };
                tell?.Invoke(why);
                reloads = true;
                (logs, leftOut) = await IdentifyAsync(request, sources, null, cancellationToken);
            }

            if (reloads && existing is not null)
            {
                await dataset.DropAsync(existing.Life);
                existing = null;
            }

            var offered = logs.Where(log => log.Whole is null).ToList();
            try
            {
                var entries = await dataset.OfferAsync(request.Options, existing?.Life, [.. offered.Select(log => log.Offer)]);
                var catalog = await DescribeAsync(dataset, name);
                return new GivenLogs(dataset, catalog, logs, [.. offered.Zip(entries)], leftOut);
            }
            catch (WorkloadException changed) when (changed.IsDropped && look < MostLooks)
            {
                // Another client made the dataset anew meanwhile.
            }
        }
    }

    private static async Task<(IReadOnlyList<LogIdentity> Logs, IReadOnlyList<LeftOutFile> LeftOut)> IdentifyAsync(
        IngestRequest request, List<LogSource> sources, DatasetCatalog? dataset, CancellationToken cancellationToken)
    {
        var identifier = new LogIdentifier(request.Reading, dataset, request.Found, cancellationToken);
        var logs = await Task.Run(() => identifier.Identify(sources), cancellationToken);
        IReadOnlyList<LeftOutFile> leftOut = [.. request.LeftOut, .. identifier.LeftOut];
        if (logs.Count == 0) throw FoundLogs.None(request.Inputs, leftOut);
        return ([.. logs.Select(log => log.Replaces is not null && !identifier.IsEdited(log) ? log with { Replaces = null } : log)],
            leftOut);
    }

    /// <summary>Why the dataset is not of the files that are given; null where it is.</summary>
    /// <param name="request">What is given.</param>
    /// <param name="logs">What it is.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="isFault">Whether somebody must say what to do. A dataset that nobody named has what is given: it is made anew.</param>
    private static string? WhyAnother(IngestRequest request, IReadOnlyList<LogIdentity> logs, DatasetCatalog dataset, out bool isFault)
    {
        isFault = request.Dataset is not null;
        if (logs.FirstOrDefault(log => log.ReadOtherwise is not null) is { ReadOtherwise: { } other } again)
        {
            var (then, now) = (Options(other.Reading), Options(again.Offer.Reading));
            return isFault
                ? $"{again.Source.Path}: is in '{dataset.Name}' already, read with {then}, and not with {now}. Nothing was ingested. "
                    + "Give --reload to read the files given anew, in place of all that the dataset has."
                : $"{again.Source.Name}: read with {then} before, and not with {now}; reading the files anew";
        }

        var edited = logs.FirstOrDefault(log => log.Replaces is not null);
        if (isFault)
        {
            return edited is null
                ? null
                : $"{edited.Source.Path}: the file has changed since it was ingested into '{dataset.Name}': its text is another before "
                    + $"byte {edited.Replaces!.Marks.LastOrDefault().Length:N0}. "
                    + "Nothing was ingested. Give --reload to read the files given anew, in place of all that the dataset has; if the "
                    + "file was rotated, give its old part as well.";
        }

        if (edited is not null) return $"{edited.Source.Name}: changed since it was ingested; reading it anew";
        var given = logs.Where(log => log.Offer.Entry >= 0).Select(log => log.Offer.Entry).ToHashSet();
        return dataset.Files.FirstOrDefault(file => !given.Contains(file.Index)) is { } gone
            ? $"{gone.Name}: not as it was, or not there any longer; reading the files anew"
            : null;
    }

    private static string Options(string reading) => reading.Length == 0 ? "the usual options" : $"the options {reading}";

    private async Task<IngestResult> IngestAsync(
        IngestRequest request, GivenLogs given, IProgress<IngestProgress>? progress, CancellationToken cancellationToken)
    {
        var (dataset, offered) = (given.Dataset, given.Catalog);
        var turns = new FileTurns(dataset, offered.Life, given.Entries.Select(each => (each.Log.Source, each.Entry)), request.Client, tell);
        try
        {
            var total = given.Entries.Sum(each => each.Log.Source.Length);
            await foreach (var lease in turns.TakeAsync(cancellationToken))
            {
                _bytes = total - turns.OpenBytes;
                var known = given.Entries.First(each => each.Log.Source == lease.Source).Log.Hash;
                await IngestFileAsync(lease, known, offered, request, total, progress, cancellationToken);
            }

            var catalog = await DescribeAsync(dataset, offered.Name);
            if (catalog.Rows == 0) throw NoRows(request.Inputs, catalog);
            lock (_lock)
                return given.Result(catalog, _rows, turns.Files) with { FirstRejected = RejectedException.First(_rejected) };
        }
        catch (WorkloadException failure) when (failure.IsInput)
        {
            await dataset.DropAsync(offered.Life, turns.Client, turns.Files.Count(),
                _rows); // nothing is left half-written of a dataset that came to nothing
            throw;
        }
    }

    private static async Task<DatasetCatalog> DescribeAsync(IDatasetGrain dataset, string name) =>
        await dataset.DescribeAsync() ?? throw Dropped(name);

    /// <summary>What is said where a dataset is gone, or another has its name.</summary>
    internal static WorkloadException Dropped(string name) =>
        new($"The dataset '{name}' was dropped while it was being ingested.") { IsDropped = true };

    private WorkloadException NoRows(IReadOnlyList<string> inputs, DatasetCatalog catalog)
    {
        lock (_lock) return RejectedException.Of(inputs, catalog.Files, [.. _rejected]);
    }

    private void KeepRejected(RequestBatch batch)
    {
        if (batch.Rejected.Count == 0) return;
        lock (_lock) _rejected.AddRange(
            batch.Rejected.Take(RequestBatch.KeptRejectedRows - Math.Min(_rejected.Count, RequestBatch.KeptRejectedRows)));
    }

    /// <summary>The hash of the text that the dataset has of a file.</summary>
    /// <exception cref="WorkloadException">It is not the text that was recorded.</exception>
    private static TextHash HashBefore(LogSource source, CatalogFile file, TextHash? known)
    {
        var offset = file.NextPosition?.Offset ?? 0;
        var hash = known is not null && known.Length <= offset ? known.Clone() : new TextHash();
        var isThere = TextPass.TryGoOn(source, hash, offset);
        if (isThere && (file.Marks is not [.., var last] || last.Length != offset || last == hash.Mark)) return hash;
        throw new WorkloadException($"{source.Path}: the file has changed since its first {offset:N0} bytes were ingested. Give --reload "
            + "to read the files given anew.")
        { IsInput = true };
    }

    private async Task IngestFileAsync(
        FileLease lease,
        TextHash? known,
        DatasetCatalog dataset,
        IngestRequest request,
        long totalBytes,
        IProgress<IngestProgress>? progress,
        CancellationToken cancellationToken)
    {
        silos?.Begin();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        var options = dataset.Options;
        var hash = await Task.Run(() => HashBefore(lease.Source, lease.File, known), cancellationToken);
        using var sources = new ChunkSources(lease.Source, lease.File, hash, request, options);
        using var window = new SemaphoreSlim(request.Window);
        var delivery = new Delivery(grains, silos, dataset);
        var encoders = Channel.CreateUnbounded<ChunkEncoder>();
        for (var i = 0; i < Math.Min(request.Window, Environment.ProcessorCount); i++) encoders.Writer.TryWrite(new ChunkEncoder(options));
        var reading = sources.ReadAsync(encoders.Reader.Count + 1, stop.Token);
        var sending = new List<Task>();
        try
        {
            await foreach (var chunk in sources.Chunks.ReadAllAsync(stop.Token))
            {
                await window.WaitAsync(stop.Token);
                sending.RemoveAll(task => task.IsCompletedSuccessfully);
                sending.Add(Task.Run(() => SendAsync(chunk), CancellationToken.None));
            }

            await reading;
            await Task.WhenAll(sending);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another client has the file, or a delivery failed and stopped the reading; its failure is what the last wait below reports.
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.WhenAll(sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(sending);
        cancellationToken.ThrowIfCancellationRequested();

        async Task SendAsync(ReadChunk chunk)
        {
            try
            {
                var encoder = await encoders.Reader.ReadAsync(cancellationToken);
                var encoded = encoder.Encode(chunk, lease.File.Name);
                KeepRejected(chunk.Batch);
                encoders.Writer.TryWrite(encoder);
                sources.Return(chunk.Batch);
                if (!await delivery.SendAsync(encoded, cancellationToken))
                {
                    await lease.LoseAsync();
                    return;
                }

                var rows = Interlocked.Add(ref _rows, encoded.Rows);
                progress?.Report(new IngestProgress(rows, _bytes + sources.BytesRead, totalBytes));
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
            finally
            {
                window.Release();
            }
        }
    }
}
