using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Datasets;

/// <summary>A dataset's catalog and ledger as they are stored.</summary>
[GenerateSerializer, Alias("llmwl.dataset.state")]
internal sealed class DatasetState
{
    /// <summary>What was fixed at creation; null before that.</summary>
    [Id(0)] public DatasetOptions? Options { get; set; }

    /// <summary>Moves with every change of rows or names.</summary>
    [Id(1)] public long Version { get; set; }

    /// <summary>Rows by model id.</summary>
    [Id(2)] public Dictionary<string, long> Models { get; set; } = [];

    /// <summary>Display names by model id, also of models that have no rows yet.</summary>
    [Id(3)] public Dictionary<string, string> Names { get; set; } = [];

    /// <summary>The ledger, a file an entry, in input order.</summary>
    [Id(4)] public List<FileLedger> Files { get; set; } = [];

    /// <summary>First instant in ticks of what the version before recorded; missing in newer states, where each file has its own.</summary>
    [Id(5)] public long First { get; set; } = Missing.Value;

    /// <summary>Last instant in ticks of what the version before recorded.</summary>
    [Id(6)] public long Last { get; set; } = Missing.Value;

    /// <summary>Differs between a dataset and one that had its name before.</summary>
    [Id(8)] public long Life { get; set; }

    /// <summary>How many parts each split model has, by model id.</summary>
    [Id(9)] public Dictionary<string, int> Parts { get; set; } = [];

    /// <summary>Whether a removal has begun and must be carried through.</summary>
    [Id(7)] public bool Dropping { get; set; }

    /// <summary>
    /// Whether it is known what every grain holds of the chunks that count; not so where the version before recorded some of them.
    /// </summary>
    [Id(10)] public bool HasShares { get; set; }

    /// <summary>
    /// What the grains of a model hold of the chunks that count: its own grain first, then its parts. Arrays are never changed, but
    /// replaced.
    /// </summary>
    [Id(11)] public Dictionary<string, SegmentCount[]> ModelShares { get; set; } = [];

    /// <summary>What the partitions hold of the chunks that count, by number.</summary>
    [Id(12)] public SegmentCount[] PartitionShares { get; set; } = [];

    /// <summary>The version that changed the rows of each model last; none for what only the version before recorded.</summary>
    [Id(13)] public Dictionary<string, long> Changed { get; set; } = [];

    /// <summary>Whether results of this version are of the recorded chunks alone; not so in states of the version before.</summary>
    [Id(14)] public bool IsExact { get; set; }

    /// <summary>
    /// The state to go on with. What the version before computed may be of chunks that were not recorded: where it stored the state,
    /// results are those of the next version, the same one whenever the state is loaded.
    /// </summary>
    public DatasetState Exact()
    {
        if (IsExact || Options is null) return this;
        var exact = Copy();
        (exact.IsExact, exact.Version) = (true, Version + 1);
        return exact;
    }

    /// <summary>A copy to change. Its entries of the ledger are the same ones: who changes one puts a copy of it in its place.</summary>
    public DatasetState Copy()
    {
        var copy = (DatasetState)MemberwiseClone();
        (copy.Models, copy.Names, copy.Files, copy.Parts) = (new(Models), new(Names), [.. Files], new(Parts));
        (copy.ModelShares, copy.PartitionShares, copy.Changed) = (new(ModelShares), [.. PartitionShares], new(Changed));
        return copy;
    }

    /// <summary>Records a chunk that its file expects, and counts it and those that waited for it if it is its turn.</summary>
    public void Record(ChunkRecord chunk)
    {
        var file = Change(chunk.File);
        file.Add(chunk);
        if (file.NextChunk == chunk.Number) Version++;
        while (file.CountNext(out var isNew) is { } next)
        {
            if (isNew) Count(next, sign: 1);
        }
    }

    /// <summary>Opens a complete file again, to be read on behind its end.</summary>
    public void Reopen(int file) => Change(file).Reopen();

    /// <summary>
    /// Opens a complete file again that ended inside a line, to be read on from the start of its last chunk, which counts no more.
    /// </summary>
    public void TakeBack(int file)
    {
        Version++;
        var ledger = Files[file];
        Files[file] = ledger.TakeBack();
        Count(ledger.Tail!.Chunk, sign: -1);
    }

    /// <summary>An entry of the ledger to change.</summary>
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
    }

    private static SegmentCount[] With(SegmentCount[] shares, int at, SegmentCount more)
    {
        var changed = new SegmentCount[Math.Max(shares.Length, at + 1)];
        shares.CopyTo(changed, 0);
        changed[at] += more;
        return changed;
    }
}
