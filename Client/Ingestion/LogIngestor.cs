using System.Diagnostics;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Threading.Channels;
using LlmWorkload.Datasets;
using LlmWorkload.Hosting;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Brings files into a dataset, every row exactly once: reads chunks, encodes them, and delivers a bounded number at a time. What is stored is
/// known to the dataset's ledger; an ingestion that was cut short goes on where it was, one that is repeated does nothing. A file that another client
/// ingests is waited for.
/// </summary>
/// <param name="grains">The cluster's grains.</param>
/// <param name="silos">The straight way to those that hold rows; null where there is none.</param>
/// <param name="tell">Told which files other clients ingest.</param>
public sealed class LogIngestor(IGrainFactory grains, SiloConnections? silos = null, Action<string>? tell = null)
{
    private long _rows;
    private long _bytes;

    /// <summary>Ingests the files.</summary>
    /// <param name="request">What to ingest.</param>
    /// <param name="progress">Told after each chunk that is stored.</param>
    /// <param name="cancellationToken">Stops at a chunk's border; what is stored stays, and the next ingestion goes on from there.</param>
    /// <exception cref="WorkloadException">A file cannot be read, or the cluster does not store.</exception>
    public async Task<IngestResult> IngestAsync(IngestRequest request, IProgress<IngestProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var clock = Stopwatch.StartNew();
        (_rows, _bytes) = (0, 0);
        var offers = request.Files.Select(file => Offer(file, request.Reading)).ToList();
        var name = request.Dataset ?? DeriveName(request.Files, offers);
        var dataset = grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(name));
        var existing = await dataset.DescribeAsync();
        CheckHeaders(request, offers, request.Reload ? null : existing);
        if (request.Reload && existing is not null)
        {
            await dataset.DropAsync(existing.Life);
            existing = null;
        }

        var entries = await dataset.OfferAsync(request.Options, existing?.Life, [.. offers.Select(offer => Look(offer, existing))]);
        await dataset.NameModelsAsync(request.Names.All);
        var offered = await DescribeAsync(dataset, name);
        RefuseOthers(entries, offered);
        var turns = new FileTurns(dataset, offered.Life, request.Files.Zip(entries), tell);
        try
        {
            var total = request.Files.Sum(file => new FileInfo(file).Length);
            await foreach (var lease in turns.TakeAsync(cancellationToken))
            {
                _bytes = total - turns.OpenBytes;
                await IngestFileAsync(lease, offered, request, total, progress, cancellationToken);
            }

            var catalog = await DescribeAsync(dataset, name);
            if (catalog.Rows == 0) throw NoRows(request.Files, catalog);
            return new IngestResult(
                catalog,
                _rows,
                [.. turns.Files.Where(file => file.Complete).Select(file => file.Name)],
                [.. turns.Files.Where(file => !file.Complete && file.NextPosition is not null).Select(file => file.Name)],
                [.. request.Files.Zip(offers).GroupBy(pair => pair.Second.Fingerprint, pair => pair.First).Where(group => group.Skip(1).Any()).Select(group => group.ToList())],
                clock.Elapsed.TotalSeconds);
        }
        catch (WorkloadException failure) when (failure.IsInput)
        {
            await dataset.DropAsync(offered.Life, turns.Client, turns.Files.Count(), _rows); // nothing is left half-written of a dataset that came to nothing
            throw;
        }
    }

    /// <summary>The name of a dataset that nobody named: the first file's name and a hash of what all files hold.</summary>
    public static string DeriveName(IReadOnlyList<string> files, IReadOnlyList<FileOffer> offers)
    {
        var stem = Path.GetFileName(files[0]);
        foreach (var ending in (string[])[".gz", ".csv"])
        {
            if (stem.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) stem = stem[..^ending.Length];
        }

        var all = string.Join('\n', offers.Select(offer => offer.Fingerprint));
        return $"{stem.Replace('/', '_')}-{XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(all)) >> 32:x8}";
    }

    /// <summary>What identifies a file's rows: its content, and the options that change what is read from it.</summary>
    public static FileOffer Offer(string path, ReadingOptions reading)
    {
        var fingerprint = FileFingerprint.Of(path);
        var model = reading.Model ?? (reading.ModelFromFilename ? Path.GetFileName(path) : null);
        var options = model is null ? "" : $"model={model}";
        return new FileOffer(
            Path.GetFileName(path),
            options,
            Stamp: null,
            new TextMark(fingerprint.Length, UInt128.Parse(fingerprint.Hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
            FileColumns.None,
            Fingerprint: $"{fingerprint.Length}-{fingerprint.Hash}{(model is null ? "" : $"-{options}")}");
    }

    private static FileOffer Look(FileOffer offer, DatasetCatalog? dataset) =>
        Find(offer, dataset) is { } entry ? offer with { State = FileState.Known, Entry = entry.Index } : offer;

    private static CatalogFile? Find(FileOffer offer, DatasetCatalog? dataset) => dataset?.Files.FirstOrDefault(file =>
        (file.Head == offer.Head && file.Reading == offer.Reading) || (file.Marks.Count == 0 && file.Fingerprint == offer.Fingerprint));

    // A file that cannot be read is found before the first row of any is stored; one that is in already need not be there any more.
    private static void CheckHeaders(IngestRequest request, List<FileOffer> offers, DatasetCatalog? dataset)
    {
        foreach (var (path, offer) in request.Files.Zip(offers))
        {
            if (Find(offer, dataset) is { Complete: true }) continue;
            using var reader = RequestLogReader.Open(path, request.Reading, new TextTable(0), new TextTable(0), new TextTable(0));
        }
    }

    private static async Task<DatasetCatalog> DescribeAsync(IDatasetGrain dataset, string name) => await dataset.DescribeAsync() ?? throw Dropped(name);

    // The entries' places in a dataset of this name that was dropped meanwhile were others.
    private static void RefuseOthers(IReadOnlyList<CatalogFile> entries, DatasetCatalog dataset)
    {
        foreach (var entry in entries)
        {
            var now = dataset.Files.ElementAtOrDefault(entry.Index);
            if (now is null || (now.Name, now.Head, now.Reading) != (entry.Name, entry.Head, entry.Reading)) throw Dropped(dataset.Name);
        }
    }

    private static WorkloadException Dropped(string dataset) => new($"The dataset '{dataset}' was dropped while it was being ingested.");

    private static WorkloadException NoRows(IReadOnlyList<string> files, DatasetCatalog catalog)
    {
        var rejected = catalog.Files.Sum(file => file.Rejected.Values.Sum());
        var reasons = catalog.Files.SelectMany(file => file.Rejected).GroupBy(pair => pair.Key).Select(group => $"{group.Key}: {group.Sum(pair => pair.Value)}");
        return new WorkloadException(rejected == 0
            ? $"{string.Join(", ", files)}: there is a header but no rows."
            : $"{string.Join(", ", files)}: all {rejected:N0} rows were rejected ({string.Join(", ", reasons)}).") { IsInput = true };
    }

    private async Task IngestFileAsync(
        FileLease lease,
        DatasetCatalog dataset,
        IngestRequest request,
        long totalBytes,
        IProgress<IngestProgress>? progress,
        CancellationToken cancellationToken)
    {
        silos?.Begin();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        var options = dataset.Options;
        using var sources = new ChunkSources(lease.Path, lease.File, request, options);
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
