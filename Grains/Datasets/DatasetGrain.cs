using LlmWorkload.Analyses;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Storage;
using LlmWorkload.Users;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace LlmWorkload.Datasets;

/// <summary>
/// A dataset's catalog and ledger; see <see cref="IDatasetGrain"/>. Every change is made to a copy, which replaces the state once it is
/// stored. So nobody hears of a version that storage may never have: results are kept by version.
/// </summary>
internal sealed class DatasetGrain(
    [PersistentState("d-catalog", StorageNames.Provider)] IPersistentState<DatasetState> catalog,
    [PersistentState("d-rejected", StorageNames.Provider)] IPersistentState<RejectedState> rejected,
    [FromKeyedServices(StorageNames.Provider)] IGrainStorage storage,
    TimeProvider time) : Grain, IDatasetGrain
{
    // How many grains are told at once. One after the other, many models took longer than the client waits.
    private const int Several = 64;

    private readonly FileLeases _leases = new(time);
    private readonly Dictionary<int, int> _unbegun = []; // file → the first number of an attempt, until a client begins the attempt
    private DatasetState _stored = new();
    private DatasetCatalog? _described;
    private Dictionary<ulong, string>? _hashes; // of the ids of all models
    private bool _stale;

    private string RowsKey => GrainKeys.Rows(Dataset, _stored.Life);

    private string Dataset => GrainKeys.Split(this.GetPrimaryKeyString()).Dataset;

    private IDatasetIndexGrain Index => GrainFactory.GetGrain<IDatasetIndexGrain>(GrainKeys.DatasetIndex);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stored = catalog.State.Exact();
        return LoadAsync(_stored);
    }

    /// <inheritdoc/>
    public Task<DatasetCatalog?> DescribeAsync()
    {
        if (_stored.Options is not { } options || _stored.Dropping) return Task.FromResult<DatasetCatalog?>(null);
        return Task.FromResult<DatasetCatalog?>(_described ??= Describe(options));
    }

    /// <inheritdoc/>
    public async Task<CatalogUpdate> UpdateAsync(long life, long version)
    {
        var catalog = await DescribeAsync();
        return catalog is not null && (catalog.Life, catalog.Version) == (life, version)
            ? new CatalogUpdate(IsSame: true, null)
            : new CatalogUpdate(IsSame: false, catalog);
    }

    /// <inheritdoc/>
    public Task<DatasetOutline?> OutlineAsync()
    {
        if (_stored.Options is null || _stored.Dropping) return Task.FromResult<DatasetOutline?>(null);
        var (first, last) = _stored.Span();
        return Task.FromResult<DatasetOutline?>(new DatasetOutline(
            Dataset,
            _stored.Files.Sum(file => file.Rows),
            _stored.Counts().Count(),
            _stored.Files.Count,
            _stored.Files.TrueForAll(file => file.Complete),
            first,
            last,
            _stored.Life,
            _stored.Recorded()));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CatalogFile>> OfferAsync(DatasetOptions options, long? life, IReadOnlyList<FileOffer> files)
    {
        // An ingestion starts from what is stored: another silo may have gone on with the dataset while this one was cut off.
        _stale = true;
        await RefreshAsync();
        if (_stored.Dropping) await RemoveAsync();
        if (life is { } known) RefuseDropped(known);
        else RefuseUnseen(files);
        var changed = _stored.Copy();
        var offers = new OfferedFiles(changed);
        var places = new int[files.Count];

        // New files are looked up before a file that has grown is opened again: a new file may begin with the same text.
        foreach (var at in Enumerable.Range(0, files.Count).OrderBy(at => files[at].State != FileState.New))
            places[at] = offers.Place(files[at]);
        if (changed.Options is null || offers.HasChanges)
        {
            if (changed.Options is null)
            {
                (changed.Options, changed.HasShares, changed.IsExact, changed.Owners) = (options, true, true, []);
                changed.Life = changed.Version = time.GetUtcNow().Ticks; // no earlier dataset of this name had this life
            }

            if (changed.Bucketed is null) await LoadAsync(changed);
            await WriteAsync(changed);
            foreach (var file in offers.Begun) _unbegun[file] = _stored.Files[file].NextChunk;
        }

        await Index.TouchAsync(Dataset);
        return [.. places.Select(file => _stored.Files[file].Describe(file))];
    }

    /// <inheritdoc/>
    public async Task NameModelsAsync(IReadOnlyDictionary<string, string> names)
    {
        await RefreshAsync();
        if (names.All(pair => _stored.Names.TryGetValue(pair.Key, out var name) && name == pair.Value)) return;
        var changed = _stored.Copy();
        foreach (var (id, name) in names) changed.Names[id] = name;
        changed.Version++;
        await WriteAsync(changed);
    }

    /// <inheritdoc/>
    public Task<FileClaim> ClaimAsync(long life, int file, Guid client, Guid? awaited)
    {
        RefuseDropped(life);
        return Task.FromResult(new FileClaim(_leases.Claim(life, file, client, awaited), _stored.Files[file].Describe(file)));
    }

    /// <inheritdoc/>
    public async Task<CatalogFile?> BeginAsync(long life, int file, Guid client)
    {
        await RefreshAsync();
        RefuseDropped(life);
        if (_leases.Claim(life, file, client, null) != client) return null;
        var ledger = _stored.Files[file];

        // An attempt whose numbers were stored with the file, and that no client has begun, needs no other write.
        if (!ledger.Complete && !(_unbegun.Remove(file, out var first) && ledger.NextChunk == first && ledger.Pending.Count == 0))
        {
            var changed = _stored.Copy();
            changed.Change(file).Begin();
            await WriteAsync(changed);
        }

        return _stored.Files[file].Describe(file);
    }

    /// <inheritdoc/>
    public Task LeaveAsync(long life, Guid client)
    {
        if (_stored.Life == life) _leases.Leave(life, client);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task AnnounceModelsAsync(long life, IReadOnlyList<ModelPlace> places)
    {
        await RefreshAsync();
        RefuseDropped(life);
        var added = places.Select(place => place.Model).Where(id => !IsOwner(id)).Distinct().ToList();
        var grown = places.Where(place => place.Parts > _stored.Parts.GetValueOrDefault(place.Model)).ToList();
        if (added.Count == 0 && grown.Count == 0) return;
        var hashes = NewHashes(added);
        var changed = _stored.Copy();
        foreach (var id in added)
        {
            changed.Models.TryAdd(id, 0);
            changed.Owners?.Add(id);
        }

        foreach (var place in grown) changed.Parts[place.Model] = Math.Max(place.Parts, changed.Parts.GetValueOrDefault(place.Model));
        await WriteAsync(changed);
        Know(hashes);
    }

    /// <inheritdoc/>
    public async Task<bool> RecordAsync(long life, ChunkRecord chunk)
    {
        await RefreshAsync();
        RefuseDropped(life);
        var file = _stored.Files[chunk.File];
        if (file.Has(chunk.Number)) return true;
        if (!file.Expects(chunk.Number)) return false;
        var hashes = NewHashes((chunk.Bucketed ?? []).Select(model => model.Id)); // others were announced
        if (chunk.RejectedRows.Count > 0)
        {
            // Rejected rows are written before the catalog, which is the commit point: writing them twice changes nothing, but rows that
            // were not written are lost.
            rejected.State.Add(chunk, _stored);
            await rejected.WriteStateAsync();
        }

        // Written before the catalog, too: what the catalog says is there.
        if (chunk.Bucketed is { } models) await WriteAsync(ChunkTally.KeyOf(chunk.File, chunk.Number), new ChunkTally(models));
        var changed = _stored.Copy();
        changed.Record(chunk);
        await WriteAsync(changed);
        Know(hashes);
        return true;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RejectedRecord>> RejectedAsync() => Task.FromResult(rejected.State.First(_stored.Recorded()));

    /// <inheritdoc/>
    public async Task ForgetAsync()
    {
        await RefreshAsync();
        if (_stored.Options is not { } options) return;
        foreach (var analysis in Analyses) await analysis.ForgetAsync();
        foreach (var some in Holders(options).Chunk(Several)) await Task.WhenAll(some.Select(holder => holder.Grain.ForgetAsync()));

        // There are too many users to tell each of them. By the new version they see that what they keep is stale.
        var changed = _stored.Copy();
        changed.Version++;
        await WriteAsync(changed);
    }

    /// <inheritdoc/>
    public async Task DropAsync(long life)
    {
        await RefreshAsync();
        if (_stored.Options is not null && _stored.Life == life) await RemoveAsync();
    }

    /// <inheritdoc/>
    public async Task DropAsync(long life, Guid client, int files, long rows)
    {
        await RefreshAsync();
        if (_stored.Options is null || _stored.Life != life) return;
        _leases.Leave(life, client);
        if (_leases.IsIdle && _stored.Files.Count == files && _stored.Files.Sum(file => file.RecordedRows) == rows) await RemoveAsync();
    }

    private async Task RemoveAsync()
    {
        if (!_stored.Dropping)
        {
            var changed = _stored.Copy();
            changed.Dropping = true;
            await WriteAsync(changed);
        }

        // In the reverse order of creation: the catalog goes last, because it knows what to remove.
        foreach (var analysis in Analyses) await analysis.ForgetAsync();
        foreach (var some in Holders(_stored.Options!).Chunk(Several))
            await Task.WhenAll(some.Select(holder => holder.Grain.ClearAsync(holder.View)));
        await Index.RemoveAsync(Dataset);
        if (rejected.RecordExists) await rejected.ClearStateAsync();
        foreach (var chunk in _stored.Tallied) await ClearAsync(chunk);
        _stale = true;
        await catalog.ClearStateAsync();
        rejected.State = new RejectedState();
        catalog.State = new DatasetState();
        (_stale, _stored, _described, _hashes) = (false, catalog.State, null, null);
        _unbegun.Clear();
    }

    private IEnumerable<IAnalysisGrain> Analyses =>
        AnalysisInfo.Kept.Select(analysis => GrainFactory.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(Dataset, analysis.Name)));

    // Every grain that may hold rows (of models, their parts, buckets, partitions), and what it must hold.
    private IEnumerable<(ISegmentGrain Grain, SegmentView View)> Holders(DatasetOptions options)
    {
        var (state, rows) = (_stored, RowsKey);
        var recorded = state.Recorded();
        foreach (var model in (IEnumerable<string>?)state.Owners ?? state.Models.Keys)
        {
            yield return (GrainFactory.GetGrain<IModelGrain>(GrainKeys.Model(rows, model)), new SegmentView(
                recorded, state.HeldBy(new ModelPlace(model))));
        }

        foreach (var (model, parts) in state.Parts)
        {
            for (var part = 0; part < parts; part++)
            {
                yield return (GrainFactory.GetGrain<IModelPartGrain>(GrainKeys.ModelPart(rows, model, part)), new SegmentView(
                    recorded, state.HeldBy(new ModelPlace(model, part))));
            }
        }

        for (var number = 0; number < options.ModelBuckets; number++)
        {
            yield return (GrainFactory.GetGrain<IModelBucketGrain>(GrainKeys.ModelBucket(rows, number)), new SegmentView(
                recorded, state.HeldByBucket(number)));
        }

        for (var number = 0; number < options.Partitions; number++)
        {
            yield return (GrainFactory.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(rows, number)), new SegmentView(
                recorded, state.HeldBy(number)));
        }
    }

    private void RefuseDropped(long life)
    {
        if (_stored.Options is null || _stored.Dropping || _stored.Life != life)
        {
            throw Dropped();
        }
    }

    // A client that saw no dataset does not know that a file is in by now.
    private void RefuseUnseen(IReadOnlyList<FileOffer> files)
    {
        if (files.Any(offer => _stored.Files.Any(
            file => file.Complete && file.HasMarks && file.Reading == offer.Reading && file.Head == offer.Head)))
            throw Dropped();
    }

    private WorkloadException Dropped() => new($"The dataset '{Dataset}' was dropped while it was being ingested.") { IsDropped = true };

    // A write that failed may have been made or not, so the state is read again before the next change.
    private async Task RefreshAsync()
    {
        if (!_stale) return;
        await catalog.ReadStateAsync();
        await rejected.ReadStateAsync();
        var stored = catalog.State.Exact();
        await LoadAsync(stored);
        (_stale, _stored, _described, _hashes) = (false, stored, null, null);
    }

    private async Task WriteAsync(DatasetState changed)
    {
        _stale = true;
        catalog.State = changed;
        await catalog.WriteStateAsync();
        (_stale, _stored, _described) = (false, changed, null);
    }

    private async Task LoadAsync(DatasetState state)
    {
        var recorded = state.Recorded();
        var rows = new BucketedRows();
        foreach (var chunk in state.Tallied)
        {
            var (file, number) = (ChunkTally.FileOf(chunk), ChunkTally.NumberOf(chunk));
            var counts = recorded.Has(file, number);
            if (!counts && !state.Files[file].Pending.ContainsKey(number)) continue;
            rows.Add(chunk, (await ReadAsync(chunk)).State?.Models ?? []);
            if (counts) rows.Count(chunk);
        }

        state.Take(rows);
    }

    private async Task<GrainState<ChunkTally>> ReadAsync(long chunk)
    {
        var record = new GrainState<ChunkTally>(new ChunkTally());
        await storage.ReadStateAsync(ChunkTally.NameOf(chunk), this.GetGrainId(), record);
        return record;
    }

    private async Task WriteAsync(long chunk, ChunkTally tally)
    {
        var record = await ReadAsync(chunk); // an earlier attempt to record the chunk may have written it
        record.State = tally;
        await storage.WriteStateAsync(ChunkTally.NameOf(chunk), this.GetGrainId(), record);
    }

    private async Task ClearAsync(long chunk)
    {
        var record = await ReadAsync(chunk);
        if (record.RecordExists) await storage.ClearStateAsync(ChunkTally.NameOf(chunk), this.GetGrainId(), record);
    }

    private bool IsOwner(string model) => _stored.Owners is { } owners ? owners.Contains(model) : _stored.Models.ContainsKey(model);

    /// <summary>The hashes of the models that are not known yet.</summary>
    /// <exception cref="WorkloadException">Two models share one.</exception>
    private Dictionary<ulong, string> NewHashes(IEnumerable<string> models)
    {
        var seed = _stored.Options?.HashSeed ?? 0;
        _hashes ??= _stored.Models.Keys.Union(_stored.Bucketed!.Models).ToDictionary(id => IdHash.Of(id, seed));
        var added = new Dictionary<ulong, string>();
        foreach (var id in models.Where(id => !_stored.Knows(id)))
        {
            var hash = IdHash.Of(id, seed);
            var known = _hashes.GetValueOrDefault(hash) ?? added.GetValueOrDefault(hash);
            if (known is null) added.Add(hash, id);
            else if (known != id) throw SharedHash(known, id);
        }

        return added;
    }

    private static WorkloadException SharedHash(string one, string other) =>
        new($"The model ids '{one}' and '{other}' have the same 64-bit hash.") { Remedy = Remedy.OtherHashSeed };

    private void Know(Dictionary<ulong, string> hashes)
    {
        foreach (var (hash, id) in hashes) _hashes?.TryAdd(hash, id);
    }

    private DatasetCatalog Describe(DatasetOptions options)
    {
        var state = _stored;
        var models = state.Counts()
            .Select(model => new CatalogModel(
                model.Id,
                state.Names.GetValueOrDefault(model.Id, model.Id),
                model.Rows,
                state.Parts.GetValueOrDefault(model.Id),
                state.ChangedOf(model.Id, model.Bucketed),
                state.HasShares ? state.ModelShares.GetValueOrDefault(model.Id, []) : null,
                model.Bucketed))
            .OrderByDescending(model => model.Requests)
            .ThenBy(model => model.Id, StringComparer.Ordinal)
            .ToList();
        var (first, last) = state.Span();
        return new DatasetCatalog(
            Dataset,
            options,
            state.Version,
            state.Files.Sum(file => file.Rows),
            models,
            [.. state.Files.Select((file, index) => file.Describe(index))],
            first,
            last,
            state.Life,
            state.Recorded(),
            state.HasShares ? state.PartitionShares : null,
            Buckets: state.BucketShares.Length == 0 ? null : state.BucketShares);
    }
}
