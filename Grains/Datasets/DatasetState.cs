using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Datasets;

/// <summary>A dataset's catalog and ledger as they are stored.</summary>
[GenerateSerializer, Alias("llmwl.dataset.state")]
internal sealed class DatasetState
{
    [NonSerialized]
    private BucketedRows? _bucketed = new();

    /// <summary>What was fixed at creation; null before that.</summary>
    [Id(0)] public DatasetOptions? Options { get; set; }

    /// <summary>Grows with every change of rows or names.</summary>
    [Id(1)] public long Version { get; set; }

    /// <summary>Rows by model id.</summary>
    [Id(2)] public Dictionary<string, long> Models { get; set; } = [];

    /// <summary>Display names by model id, also of models that have no rows yet.</summary>
    [Id(3)] public Dictionary<string, string> Names { get; set; } = [];

    /// <summary>The ledger, a file an entry, in input order.</summary>
    [Id(4)] public List<FileLedger> Files { get; set; } = [];

    /// <summary>First instant in ticks of what an earlier release recorded; missing in newer states, where each file has its own.</summary>
    [Id(5)] public long First { get; set; } = Missing.Value;

    /// <summary>Last instant in ticks of what an earlier release recorded.</summary>
    [Id(6)] public long Last { get; set; } = Missing.Value;

    /// <summary>Tells the dataset from an earlier dataset of the same name.</summary>
    [Id(8)] public long Life { get; set; }

    /// <summary>How many parts each split model has, by model id.</summary>
    [Id(9)] public Dictionary<string, int> Parts { get; set; } = [];

    /// <summary>Whether a removal has begun and must be carried through.</summary>
    [Id(7)] public bool Dropping { get; set; }

    /// <summary>
    /// Whether it is known what every grain holds of the chunks that count. It is not where an earlier release recorded some of them.
    /// </summary>
    [Id(10)] public bool HasShares { get; set; }

    /// <summary>
    /// What the grains of a model hold of the chunks that count: its own grain first, then its parts. Arrays are replaced and never
    /// changed.
    /// </summary>
    [Id(11)] public Dictionary<string, SegmentCount[]> ModelShares { get; set; } = [];

    /// <summary>What the partitions hold of the chunks that count, by number.</summary>
    [Id(12)] public SegmentCount[] PartitionShares { get; set; } = [];

    /// <summary>
    /// The version that last changed the rows of each model. A model whose rows all come from an earlier release has none.
    /// </summary>
    [Id(13)] public Dictionary<string, long> Changed { get; set; } = [];

    /// <summary>Whether results of this version are of recorded chunks only. They may not be in states of an earlier release.</summary>
    [Id(14)] public bool IsExact { get; set; }

    /// <summary>What the buckets of models hold of the chunks that count, by number.</summary>
    [Id(15)] public SegmentCount[] BucketShares { get; set; } = [];

    /// <summary>
    /// The models that may have rows in grains of their own. Null where an earlier release made the dataset: then all models are meant.
    /// </summary>
    [Id(16)] public HashSet<string>? Owners { get; set; }

    /// <summary>
    /// The chunks that have a <see cref="ChunkTally"/>, by its key. Those of chunks that no longer count are removed with the dataset.
    /// </summary>
    [Id(17)] public HashSet<long> Tallied { get; set; } = [];

    /// <summary>The version that last changed what lies in buckets.</summary>
    [Id(18)] public long BucketsChanged { get; set; }

    /// <summary>The rows of models in buckets, which are stored elsewhere; null where they must be read again.</summary>
    public BucketedRows? Bucketed => _bucketed;

    /// <summary>
    /// The state to go on with. An earlier release may have computed results of chunks that were not recorded. A state that it stored gets
    /// the next version, the same one whenever the state is loaded, so that those results are not used.
    /// </summary>
    public DatasetState Exact()
    {
        if (IsExact || Options is null) return this;
        var exact = Copy();
        (exact.IsExact, exact.Version) = (true, Version + 1);
        return exact;
    }

    /// <summary>Takes the rows of models in buckets, as they were read.</summary>
    public void Take(BucketedRows rows) => _bucketed = rows;

    /// <summary>A copy to change. It shares the entries of the ledger; to change an entry, replace it by a copy.</summary>
    public DatasetState Copy()
    {
        var copy = (DatasetState)MemberwiseClone();
        (copy.Models, copy.Names, copy.Files, copy.Parts) = (new(Models), new(Names), [.. Files], new(Parts));
        (copy.ModelShares, copy.PartitionShares, copy.Changed) = (new(ModelShares), [.. PartitionShares], new(Changed));
        (copy.BucketShares, copy.Owners) = ([.. BucketShares], Owners is null ? null : new(Owners));
        (copy.Tallied, copy._bucketed) = (new(Tallied), _bucketed?.Copy());
        return copy;
    }

    /// <summary>
    /// Records a chunk that its file expects. If it is the chunk's turn, it counts, and so do the chunks that waited for it.
    /// </summary>
    public void Record(ChunkRecord chunk)
    {
        var file = Change(chunk.File);
        if (chunk.Bucketed is { } models)
        {
            Tallied.Add(ChunkTally.KeyOf(chunk.File, chunk.Number));
            Bucketed!.Add(ChunkTally.KeyOf(chunk.File, chunk.Number), models);
        }

        file.Add(chunk with { Bucketed = null });
        if (file.NextChunk == chunk.Number) Version++;
        while (file.CountNext(out var isNew) is { } next)
        {
            if (isNew) Count(next, sign: 1);
        }
    }

    /// <summary>Opens a complete file again. It is read on behind its end.</summary>
    public void Reopen(int file) => Change(file).Reopen();

    /// <summary>
    /// Opens a complete file again that ended inside a line. It is read on from the start of its last chunk, which no longer counts.
    /// </summary>
    public void TakeBack(int file)
    {
        Version++;
        var ledger = Files[file];
        Files[file] = ledger.TakeBack();
        Count(ledger.Tail!.Chunk, sign: -1);
        if (ledger.Tail.Chunk.Buckets is not null) _bucketed = null;
    }

    /// <summary>Replaces an entry of the ledger by a copy, and gives the copy, to be changed.</summary>
    public FileLedger Change(int file) => Files[file] = Files[file].Copy();

    /// <summary>The chunks that count.</summary>
    public RecordedChunks Recorded() =>
        new(Version, [.. Files.SelectMany((file, index) => file.Ranges().Select(range => new ChunkRange(index, range.From, range.End)))]);

    /// <summary>The first and the last instant of all files.</summary>
    public (long First, long Last) Span() => Files.Select(file => (file.First, file.Last)).Aggregate((First, Last), Instants.Join);

    /// <summary>What a grain of a model must hold of the chunks that count; null where that is not known.</summary>
    public SegmentCount? HeldBy(ModelPlace place) =>
        HasShares ? ModelShares.GetValueOrDefault(place.Model, []).ElementAtOrDefault(place.Parts) : null;

    /// <summary>What a partition must hold of the chunks that count; null where that is not known.</summary>
    public SegmentCount? HeldBy(int partition) => HasShares ? PartitionShares.ElementAtOrDefault(partition) : null;

    /// <summary>What a bucket of models must hold of the chunks that count; null where that is not known.</summary>
    public SegmentCount? HeldByBucket(int bucket) => HasShares ? BucketShares.ElementAtOrDefault(bucket) : null;

    /// <summary>Whether there is a model of this id, with or without rows.</summary>
    public bool Knows(string model) => Models.ContainsKey(model) || Bucketed!.Rows.ContainsKey(model);

    /// <summary>The rows of each model that has some: all of them, and those in its bucket.</summary>
    public IEnumerable<(string Id, long Rows, long Bucketed)> Counts()
    {
        foreach (var (id, rows) in Models)
        {
            if (rows + Bucketed!.Rows.GetValueOrDefault(id) is > 0 and var all) yield return (id, all, all - rows);
        }

        foreach (var (id, rows) in Bucketed!.Rows)
        {
            if (rows > 0 && !Models.ContainsKey(id)) yield return (id, rows, rows);
        }
    }

    /// <summary>The version that last changed the rows of a model.</summary>
    /// <param name="model">The model's id.</param>
    /// <param name="bucketed">Its rows in a bucket.</param>
    public long ChangedOf(string model, long bucketed) => Math.Max(Changed.GetValueOrDefault(model), bucketed > 0 ? BucketsChanged : 0);

    /// <summary>Whether a chunk counts and cannot be taken back.</summary>
    public bool IsSettled(int file, int chunk) =>
        file < Files.Count && Files[file] is var ledger && ledger.Tail?.Chunk.Number != chunk
            && ledger.Ranges().Any(range => chunk >= range.From && chunk < range.End);

    /// <summary>Whether a chunk is recorded or may still be.</summary>
    public bool MayCount(int file, int chunk) =>
        file < Files.Count && (Files[file].Has(chunk) || Files[file].Ahead.ContainsKey(chunk) || Files[file].Expects(chunk));

    private void Count(ChunkRecord chunk, int sign)
    {
        foreach (var model in chunk.Models)
        {
            Models[model.Id] = Models.GetValueOrDefault(model.Id) + (sign * model.Rows);
            Changed[model.Id] = Version;
        }

        foreach (var (place, segments, rows) in chunk.Shares)
        {
            var shares = ModelShares.GetValueOrDefault(place.Model, []);
            ModelShares[place.Model] = With(shares, place.Parts, new SegmentCount(sign * segments, sign * rows));
        }

        foreach (var (partition, segments, rows) in chunk.Partitions)
        {
            PartitionShares = With(PartitionShares, partition, new SegmentCount(sign * segments, sign * rows));
        }

        if (chunk.Buckets is null) return;
        BucketsChanged = Version;
        if (sign > 0) Bucketed!.Count(ChunkTally.KeyOf(chunk.File, chunk.Number));
        foreach (var (bucket, segments, rows) in chunk.Buckets)
            BucketShares = With(BucketShares, bucket, new SegmentCount(sign * segments, sign * rows));
    }

    private static SegmentCount[] With(SegmentCount[] shares, int at, SegmentCount more)
    {
        var changed = new SegmentCount[Math.Max(shares.Length, at + 1)];
        shares.CopyTo(changed, 0);
        changed[at] += more;
        return changed;
    }
}
