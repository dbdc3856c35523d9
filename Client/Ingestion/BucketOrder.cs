namespace LlmWorkload.Ingestion;

/// <summary>
/// The order in which a chunk's models stand: first those with segments of their own, then bucket by bucket those that share one. Within a
/// bucket they stand by their hashes, so that the order depends on the chunk's rows alone.
/// </summary>
internal sealed class BucketOrder
{
    private readonly int[] _models;
    private readonly int[] _placeOf;
    private int[] _places = [];

    /// <summary>The order of some models.</summary>
    /// <param name="bucketed">The numbers of the models that share segments, ascending.</param>
    /// <param name="rows">The chunk's rows of each model.</param>
    /// <param name="hashes">The hash of each model that has rows.</param>
    /// <param name="buckets">The dataset's number of buckets.</param>
    public BucketOrder(int[] bucketed, int[] rows, ulong[] hashes, int buckets)
    {
        Alone = rows.Length - bucketed.Length;
        (_models, _placeOf) = (new int[rows.Length], new int[rows.Length]);
        var (alone, skipped) = (0, 0);
        for (var model = 0; model < rows.Length; model++)
        {
            if (skipped < bucketed.Length && bucketed[skipped] == model) skipped++;
            else _models[alone++] = model;
        }

        int BucketOf(int model) => GrainKeys.BucketOf(hashes[model], buckets);
        int[] shared = [.. bucketed.OrderBy(BucketOf).ThenBy(model => hashes[model]).ThenBy(model => model)];
        shared.CopyTo(_models, Alone);
        for (var at = 0; at < _models.Length; at++) _placeOf[_models[at]] = at;
        Buckets = [.. Ranges(shared, Alone, BucketOf)];
    }

    /// <summary>Whether any models share segments.</summary>
    public bool Any => Buckets.Count > 0;

    /// <summary>How many models have segments of their own, or no rows. They come first.</summary>
    public int Alone { get; }

    /// <summary>The buckets that get rows: the place of the first of their models, and the place behind the last.</summary>
    public IReadOnlyList<(int Bucket, int From, int End)> Buckets { get; }

    /// <summary>The model at a place.</summary>
    public int ModelAt(int place) => _models[place];

    /// <summary>The place of each row's model.</summary>
    /// <param name="models">The model of each row.</param>
    public ReadOnlySpan<int> Places(ReadOnlySpan<int> models)
    {
        if (_places.Length < models.Length) _places = new int[models.Length];
        for (var row = 0; row < models.Length; row++) _places[row] = models[row] < 0 ? -1 : _placeOf[models[row]];
        return _places.AsSpan(0, models.Length);
    }

    private static IEnumerable<(int Bucket, int From, int End)> Ranges(int[] shared, int first, Func<int, int> bucketOf)
    {
        for (var (from, end) = (0, 0); from < shared.Length; from = end)
        {
            var bucket = bucketOf(shared[from]);
            for (end = from + 1; end < shared.Length && bucketOf(shared[end]) == bucket;) end++;
            yield return (bucket, first + from, first + end);
        }
    }
}
