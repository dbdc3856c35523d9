namespace LlmWorkload.Datasets;

/// <summary>What is fixed when a dataset is created.</summary>
/// <param name="Partitions">Number of user partitions.</param>
/// <param name="ChunkRecords">Records (accepted and rejected rows together) of one chunk of a file.</param>
/// <param name="HashSeed">Seed of the 64-bit hashes that stand for user and model ids.</param>
/// <param name="ModelParts">
/// How many parts a model with many rows is split into; with 1 or less, no model is split. No result depends on it.
/// </param>
/// <param name="ModelBuckets">
/// How many buckets hold the rows of models that chunks have few rows of; 0 where each model has a grain of its own. No result depends on
/// it.
/// </param>
[GenerateSerializer, Immutable, Alias("llmwl.dataset.options")]
public sealed record DatasetOptions(
    [property: Id(0)] int Partitions = 64,
    [property: Id(1)] int ChunkRecords = 262_144,
    [property: Id(2)] long HashSeed = 0,
    [property: Id(3)] int ModelParts = 1,
    [property: Id(4)] int ModelBuckets = 64);
