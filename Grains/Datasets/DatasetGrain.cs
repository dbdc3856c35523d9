using LlmWorkload.Analyses;
using LlmWorkload.Models;
using LlmWorkload.Users;

namespace LlmWorkload.Datasets;

/// <summary>A dataset's catalog and ledger; see <see cref="IDatasetGrain"/>.</summary>
public sealed class DatasetGrain(
    [PersistentState("d-catalog", StorageNames.Provider)] IPersistentState<DatasetState> catalog,
    [PersistentState("d-rejected", StorageNames.Provider)] IPersistentState<RejectedState> rejected,
    AnalysisRegistry analyses,
    TimeProvider time) : Grain, IDatasetGrain
{
    private DatasetCatalog? _described;
    private bool _stale;

    private string RowsKey => GrainKeys.Rows(Dataset, catalog.State.Life);

    private string Dataset => GrainKeys.Split(this.GetPrimaryKeyString()).Dataset;

    private IDatasetIndexGrain Index => GrainFactory.GetGrain<IDatasetIndexGrain>(GrainKeys.DatasetIndex);

    /// <inheritdoc/>
    public Task<DatasetCatalog?> DescribeAsync()
    {
        if (catalog.State.Options is not { } options || catalog.State.Dropping) return Task.FromResult<DatasetCatalog?>(null);
        return Task.FromResult<DatasetCatalog?>(_described ??= Describe(options));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CatalogFile>> OfferAsync(DatasetOptions options, IReadOnlyList<FileOffer> files)
    {
        await RefreshAsync();
        if (catalog.State.Dropping) await DropAsync();
        var state = catalog.State;
        var known = state.Files.Select(file => file.Fingerprint).ToHashSet();
        var added = files.Where(file => known.Add(file.Fingerprint)).ToList();
        if (state.Options is null || added.Count > 0)
        {
            if (state.Options is null)
            {
                state.Options = options;
                state.Life = state.Version = time.GetUtcNow().Ticks; // never one that an earlier dataset of this name had
            }

            state.Files.AddRange(added.Select(file => new FileLedger { Name = file.Name, Fingerprint = file.Fingerprint }));
            await WriteAsync();
        }

        await Index.TouchAsync(Dataset);
        return [.. files.Select(file =>
        {
            var index = state.Files.FindIndex(ledger => ledger.Fingerprint == file.Fingerprint);
            return state.Files[index].Describe(index);
        })];
    }

    /// <inheritdoc/>
    public async Task NameModelsAsync(IReadOnlyDictionary<string, string> names)
    {
        await RefreshAsync();
        var changed = false;
        foreach (var (id, name) in names)
        {
            if (catalog.State.Names.TryGetValue(id, out var old) && old == name) continue;
            catalog.State.Names[id] = name;
            changed = true;
        }

        if (changed) await WriteAsync();
    }

    /// <inheritdoc/>
    public async Task AnnounceModelsAsync(long life, IReadOnlyList<string> ids)
    {
        await RefreshAsync();
        RefuseDropped(life);
        var added = ids.Where(id => !catalog.State.Models.ContainsKey(id)).ToList();
        if (added.Count == 0) return;
        RefuseSharedHashes(added);
        foreach (var id in added) catalog.State.Models[id] = 0;
        await WriteAsync();
    }

    /// <inheritdoc/>
    public async Task RecordAsync(long life, ChunkRecord chunk)
    {
        await RefreshAsync();
        RefuseDropped(life);
        var state = catalog.State;
        var ledger = state.Files[chunk.File];
        if (ledger.Holds(chunk.Number)) return;
        if (chunk.RejectedRows.Count > 0)
        {
            // Before the catalog, which is the commit point: written twice it is the same, forgotten it would be lost.
            rejected.State.Add(chunk.File, chunk.Number, chunk.RejectedRows);
            await rejected.WriteStateAsync();
        }

        ledger.Add(chunk);
        foreach (var model in chunk.Models) state.Models[model.Id] = state.Models.GetValueOrDefault(model.Id) + model.Rows;
        if (chunk.First != Missing.Value)
        {
            state.First = state.First == Missing.Value ? chunk.First : Math.Min(state.First, chunk.First);
            state.Last = Math.Max(state.Last, chunk.Last);
        }

        await WriteAsync();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RejectedRecord>> RejectedAsync() => Task.FromResult(rejected.State.First());

    /// <inheritdoc/>
    public async Task ForgetAsync()
    {
        await RefreshAsync();
        if (catalog.State.Options is not { } options) return;
        foreach (var analysis in Analyses) await analysis.ForgetAsync();
        foreach (var model in Models) await model.ForgetAsync();
        foreach (var partition in Partitions(options)) await partition.ForgetAsync();
        await WriteAsync(); // users are too many to be told one by one: by the new version they see that what they keep is stale
    }

    /// <inheritdoc/>
    public async Task DropAsync()
    {
        await RefreshAsync();
        if (catalog.State.Options is not { } options) return;
        if (!catalog.State.Dropping)
        {
            catalog.State.Dropping = true;
            await WriteAsync();
        }

        // Removed in the opposite order of their birth: the catalog, which knows what to remove, goes last.
        foreach (var analysis in Analyses) await analysis.ForgetAsync();
        foreach (var model in Models) await model.ClearAsync();
        foreach (var partition in Partitions(options)) await partition.ClearAsync();
        await Index.RemoveAsync(Dataset);
        if (rejected.RecordExists) await rejected.ClearStateAsync();
        await catalog.ClearStateAsync();
        rejected.State = new RejectedState();
        catalog.State = new DatasetState();
        _described = null;
    }

    private IEnumerable<IAnalysisGrain> Analyses =>
        analyses.All.Select(analysis => GrainFactory.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(Dataset, analysis.Name)));

    private IEnumerable<IModelGrain> Models =>
        catalog.State.Models.Keys.Select(model => GrainFactory.GetGrain<IModelGrain>(GrainKeys.Model(RowsKey, model)));

    private IEnumerable<IUserPartitionGrain> Partitions(DatasetOptions options) =>
        Enumerable.Range(0, options.Partitions).Select(number => GrainFactory.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(RowsKey, number)));

    private void RefuseDropped(long life)
    {
        if (catalog.State.Options is null || catalog.State.Dropping || catalog.State.Life != life)
        {
            throw new WorkloadException($"The dataset '{Dataset}' was dropped while it was being ingested.");
        }
    }

    // A write that failed leaves memory ahead of storage: read the truth before the next change.
    private async Task RefreshAsync()
    {
        if (!_stale) return;
        await catalog.ReadStateAsync();
        await rejected.ReadStateAsync();
        (_stale, _described) = (false, null);
    }

    private async Task WriteAsync()
    {
        catalog.State.Version++;
        _described = null;
        _stale = true;
        await catalog.WriteStateAsync();
        _stale = false;
    }

    private void RefuseSharedHashes(List<string> added)
    {
        var seed = catalog.State.Options?.HashSeed ?? 0;
        if (added.Concat(catalog.State.Models.Keys).GroupBy(id => IdHash.Of(id, seed)).FirstOrDefault(group => group.Count() > 1) is not { } shared) return;
        throw new WorkloadException(
            $"The model ids '{shared.First()}' and '{shared.Last()}' have the same 64-bit hash. Ingest the files into a new dataset with another --hash-seed.");
    }

    private DatasetCatalog Describe(DatasetOptions options)
    {
        var state = catalog.State;
        var models = state.Models
            .Where(model => model.Value > 0)
            .Select(model => new CatalogModel(model.Key, state.Names.GetValueOrDefault(model.Key, model.Key), model.Value))
            .OrderByDescending(model => model.Requests)
            .ThenBy(model => model.Id, StringComparer.Ordinal)
            .ToList();
        return new DatasetCatalog(
            Dataset,
            options,
            state.Version,
            state.Files.Sum(file => file.Rows),
            models,
            [.. state.Files.Select((file, index) => file.Describe(index))],
            state.First,
            state.Last,
            state.Life);
    }
}
