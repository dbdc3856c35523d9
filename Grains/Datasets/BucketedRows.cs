namespace LlmWorkload.Datasets;

/// <summary>How many rows each model has in buckets: the sum of the <see cref="ChunkTally"/> of all chunks that count.</summary>
internal sealed class BucketedRows
{
    private readonly Dictionary<string, long> _rows;
    private readonly Dictionary<long, IReadOnlyList<ChunkModel>> _waiting;

    /// <summary>No rows.</summary>
    public BucketedRows()
        : this([], [])
    {
    }

    private BucketedRows(Dictionary<string, long> rows, Dictionary<long, IReadOnlyList<ChunkModel>> waiting) =>
        (_rows, _waiting) = (rows, waiting);

    /// <summary>Rows by model id.</summary>
    public IReadOnlyDictionary<string, long> Rows => _rows;

    /// <summary>The models of all chunks, also of those that do not count yet.</summary>
    public IEnumerable<string> Models => _rows.Keys.Union(_waiting.Values.SelectMany(models => models).Select(model => model.Id));

    /// <summary>A copy to change.</summary>
    public BucketedRows Copy() => new(new(_rows), new(_waiting));

    /// <summary>Adds a chunk that does not count yet.</summary>
    public void Add(long chunk, IReadOnlyList<ChunkModel> models) => _waiting[chunk] = models;

    /// <summary>Counts a chunk that was added.</summary>
    public void Count(long chunk)
    {
        if (!_waiting.Remove(chunk, out var models)) return;
        foreach (var (id, rows) in models) _rows[id] = _rows.GetValueOrDefault(id) + rows;
    }
}
