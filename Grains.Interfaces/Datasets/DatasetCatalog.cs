using LlmWorkload.Models;
using LlmWorkload.Scopes;
using LlmWorkload.Segments;

namespace LlmWorkload.Datasets;

/// <summary>A dataset as its catalog knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">What was fixed at its creation.</param>
/// <param name="Version">Grows with every change of its rows or names.</param>
/// <param name="Rows">Rows accepted, all files.</param>
/// <param name="Models">By requests, descending, then by id.</param>
/// <param name="Files">In input order.</param>
/// <param name="First">First instant in ticks; missing without rows.</param>
/// <param name="Last">Last instant in ticks; missing without rows.</param>
/// <param name="Life">Tells the dataset from an earlier dataset of the same name that was dropped.</param>
/// <param name="Recorded">The recorded chunks: those whose rows the dataset has.</param>
/// <param name="Partitions">
/// What each partition of users holds of these chunks, by number. Partitions behind the end of the list hold nothing. Null where that is
/// not known.
/// </param>
/// <param name="Scope">
/// What the dataset was narrowed to; null where all of its rows are meant. Of a narrowed catalog, rows, models, first and last are those of
/// the kept rows, and the files are whole.
/// </param>
/// <param name="Buckets">
/// What each bucket of models holds of the recorded chunks, by number. Buckets behind the end of the list hold nothing. Null for none.
/// </param>
[GenerateSerializer, Immutable, Alias("llmwl.catalog")]
public sealed record DatasetCatalog(
    [property: Id(0)] string Name,
    [property: Id(1)] DatasetOptions Options,
    [property: Id(2)] long Version,
    [property: Id(3)] long Rows,
    [property: Id(4)] IReadOnlyList<CatalogModel> Models,
    [property: Id(5)] IReadOnlyList<CatalogFile> Files,
    [property: Id(6)] long First,
    [property: Id(7)] long Last,
    [property: Id(8)] long Life,
    [property: Id(9)] RecordedChunks Recorded,
    [property: Id(10)] IReadOnlyList<SegmentCount>? Partitions = null,
    [property: Id(11)] ResolvedScope? Scope = null,
    [property: Id(12)] IReadOnlyList<SegmentCount>? Buckets = null)
{
    /// <summary>A trace whose instants count from 0 lies before this tick: 10⁸ seconds, three years, after 1970.</summary>
    public static readonly long RelativeEnd = DateTime.UnixEpoch.AddSeconds(100_000_000).Ticks;

    /// <summary>
    /// Stands for the dataset's rows in the keys of grains. A dataset that is dropped and made again has another, so messages on their way
    /// to the old one cannot reach the new one.
    /// </summary>
    public string RowsKey => GrainKeys.Rows(Name, Life);

    /// <summary>
    /// Whether its instants count from the start of a trace and not from 1970: the last lies before <see cref="RelativeEnd"/>.
    /// </summary>
    public bool HasRelativeTime => Last != Missing.Value && Last < RelativeEnd;

    /// <summary>Whether any of its files says which requests failed.</summary>
    public bool HasOutcome => Files.Any(file => file.Columns.HasOutcome);

    /// <summary>The rows of a model that this version has.</summary>
    public ModelView ViewOf(CatalogModel model)
    {
        if (model.Bucketed == 0) return new(Recorded, model.Changed, model.Parts, model.Held, Scope?.Filter);
        var hash = IdHash.Of(model.Id, Options.HashSeed);
        var number = GrainKeys.BucketOf(hash, Options.ModelBuckets);
        return new(Recorded, model.Changed, model.Parts, model.Held, Scope?.Filter, new BucketPlace(number, hash, HeldByBucket(number)));
    }

    /// <summary>The rows of a bucket of models that this version has.</summary>
    public SegmentView ViewOfBucket(int number) => new(Recorded, HeldByBucket(number), Scope?.Filter);

    /// <summary>The rows of a partition of users that this version has.</summary>
    /// <exception cref="WorkloadException">An earlier release did not give partitions what the scope decides by.</exception>
    public SegmentView ViewOf(int partition)
    {
        if (Scope?.Filter is { HasTexts: true } && Files.FirstOrDefault(file => !file.Columns.UsersHaveTexts && file.Rows > 0) is { } old)
        {
            throw new WorkloadException(
                $"'{old.Name}' was ingested by an earlier release, which kept no functions, instances, statuses and labels of users. What "
                    + "is asked of users can be narrowed to these when the file is ingested again.")
            { IsInput = true, Remedy = Remedy.Reload };
        }

        var held = Partitions is null ? (SegmentCount?)null : partition < Partitions.Count ? Partitions[partition] : default(SegmentCount);
        return new SegmentView(Recorded, held, Scope?.Filter);
    }

    /// <summary>The models of some ids and names, in the order of those; a name can be that of several.</summary>
    /// <param name="names">The ids and names, or what <see cref="ModelSearch"/> finds one by, separated by commas.</param>
    /// <exception cref="WorkloadException">The dataset has no model of one of them, or one of several may be meant.</exception>
    public IReadOnlyList<CatalogModel> ModelsNamed(string names)
    {
        var named = new List<CatalogModel>();
        foreach (var name in names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            named.AddRange(ModelSearch.Find(this, name));
        }

        return [.. named.DistinctBy(model => model.Id)];
    }

    private SegmentCount? HeldByBucket(int number) =>
        Buckets is not null && number < Buckets.Count ? Buckets[number] : default(SegmentCount);

    /// <summary>
    /// A function that finds a model by the hash of its id. For a hash without a model it makes a model whose id is the hash.
    /// </summary>
    public Func<ulong, CatalogModel> ModelByHash()
    {
        var byHash = Models.ToDictionary(model => IdHash.Of(model.Id, Options.HashSeed));
        return hash => byHash.TryGetValue(hash, out var model) ? model : new CatalogModel($"{hash:x16}", $"{hash:x16}", 0);
    }
}
