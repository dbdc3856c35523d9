using System.Numerics;
using LlmWorkload.Datasets;
using LlmWorkload.Models;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Which grain gets a chunk's rows of a model. It follows from the chunk and the dataset's options alone, so that a chunk sent again
/// reaches the grains that it reached before.
/// </summary>
internal static class ModelRouting
{
    // A model is hot in a chunk that holds this share of a whole chunk's records of it.
    private const int HotShare = 32;

    // A segment of a model's own costs a message and a record, some 0.1 ms. With fewer rows that is more than the rows themselves cost.
    private const int FewRows = 64;

    // With fewer models than this in each bucket, buckets save no messages.
    private const int LeastOfBucket = 2;

    /// <summary>
    /// Which models of a chunk go to buckets: those with few rows, where they are many. Others would gain nothing.
    /// </summary>
    /// <param name="rows">The chunk's rows of each model.</param>
    /// <param name="options">The dataset's options.</param>
    /// <returns>The numbers of the models, ascending; none where all have grains of their own.</returns>
    public static int[] Bucketed(IReadOnlyList<int> rows, DatasetOptions options)
    {
        if (options.ModelBuckets <= 0) return [];
        var few = new List<int>();
        for (var model = 0; model < rows.Count; model++)
        {
            if (rows[model] is > 0 and < FewRows && !IsHot(rows[model], options)) few.Add(model);
        }

        return few.Count < LeastOfBucket * options.ModelBuckets ? [] : [.. few];
    }

    /// <summary>The model's own grain, or one of its parts where the chunk has many rows of it.</summary>
    /// <param name="model">The model's id.</param>
    /// <param name="rows">The chunk's rows of it.</param>
    /// <param name="file">Index of the file in its dataset.</param>
    /// <param name="chunk">How many whole chunks of records stand before it in the file.</param>
    /// <param name="options">The dataset's options.</param>
    public static ModelPlace PlaceOf(string model, int rows, int file, int chunk, DatasetOptions options)
    {
        return new ModelPlace(model, IsHot(rows, options) ? PartOf(file, chunk, options.ModelParts) : null);
    }

    private static bool IsHot(int rows, DatasetOptions options) =>
        options.ModelParts > 1 && (long)rows * HotShare >= options.ChunkRecords;

    // The parts take turns, first of one chunk each, then of 2, of 4 and so on: a short file is spread out at once, and a long one has few
    // borders in time between parts, where their rows must be put together again. Files begin at different parts.
    private static int PartOf(int file, int chunk, int parts)
    {
        var round = BitOperations.Log2((uint)(chunk / parts) + 1);
        var before = parts * ((1 << round) - 1);
        return (((chunk - before) >> round) + file) % parts;
    }
}
