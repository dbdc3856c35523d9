namespace LlmWorkload;

/// <summary>
/// The string keys of the grains. Each kind has a prefix of its own, since some storage providers confuse equal keys of different
/// grain types and keys that look like hexadecimal numbers.
/// </summary>
public static class GrainKeys
{
    /// <summary>The key of the one index of datasets.</summary>
    public const string DatasetIndex = "i:datasets";

    /// <summary>The dataset itself.</summary>
    public static string Dataset(string dataset) => $"d:{dataset}";

    /// <summary>Stands for a dataset's rows, in one of its lives, in the keys of grains.</summary>
    public static string Rows(string dataset, long life) => $"{dataset}@{life:x}";

    /// <summary>One model of a dataset.</summary>
    /// <param name="rows">The dataset's <see cref="Rows"/>.</param>
    /// <param name="model">The model's id.</param>
    public static string Model(string rows, string model) => $"m:{rows}/{model}";

    /// <summary>One part of a split model.</summary>
    /// <param name="rows">The dataset's <see cref="Rows"/>.</param>
    /// <param name="model">The model's id.</param>
    /// <param name="part">The part's number.</param>
    public static string ModelPart(string rows, string model, int part) => $"s:{rows}/{model}/{part:D3}";

    /// <summary>One bucket of models that have few rows.</summary>
    /// <param name="rows">The dataset's <see cref="Rows"/>.</param>
    /// <param name="number">The bucket's number.</param>
    public static string ModelBucket(string rows, int number) => $"b:{rows}/{number:D3}";

    /// <summary>One partition of a dataset's users.</summary>
    /// <param name="rows">The dataset's <see cref="Rows"/>.</param>
    /// <param name="number">The partition's number.</param>
    public static string Partition(string rows, int number) => $"p:{rows}/{number:D3}";

    /// <summary>One user of a dataset.</summary>
    public static string User(string dataset, string user) => $"u:{dataset}/{user}";

    /// <summary>One analysis of a dataset.</summary>
    public static string Analysis(string dataset, string analysis) => $"a:{dataset}/{analysis}";

    /// <summary>One comparison.</summary>
    /// <param name="run">Tells it from all others.</param>
    public static string Comparison(Guid run) => $"c:{run:N}";

    /// <summary>Splits a key into the dataset and what follows it (a model, user, partition number or analysis).</summary>
    public static (string Dataset, string Member) Split(string key)
    {
        var slash = key.IndexOf('/');
        return slash < 0 ? (key[2..], "") : (key[2..slash], key[(slash + 1)..]);
    }

    /// <summary>The dataset of a <see cref="Rows"/>.</summary>
    public static string DatasetOf(string rows) => rows[..rows.LastIndexOf('@')];

    /// <summary>The bucket that a model's rows lie in where they are few.</summary>
    /// <param name="modelHash">The 64-bit hash of the model's id, with the dataset's seed.</param>
    /// <param name="buckets">The dataset's number of buckets.</param>
    public static int BucketOf(ulong modelHash, int buckets) => (int)(modelHash % (ulong)buckets);

    /// <summary>The partition that owns a user.</summary>
    /// <param name="userHash">The 64-bit hash of the user's id, with the dataset's seed.</param>
    /// <param name="partitions">The dataset's number of partitions.</param>
    public static int PartitionOf(ulong userHash, int partitions) => (int)(userHash % (ulong)partitions);
}
