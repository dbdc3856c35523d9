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

    /// <summary>The model's own grain, or one of its parts where the chunk has many rows of it.</summary>
    /// <param name="model">The model's id.</param>
    /// <param name="rows">The chunk's rows of it.</param>
    /// <param name="file">Index of the file in its dataset.</param>
    /// <param name="chunk">How many whole chunks of records stand before it in the file.</param>
    /// <param name="options">The dataset's options.</param>
    public static ModelPlace PlaceOf(string model, int rows, int file, int chunk, DatasetOptions options)
    {
        var isHot = options.ModelParts > 1 && (long)rows * HotShare >= options.ChunkRecords;
        return new ModelPlace(model, isHot ? PartOf(file, chunk, options.ModelParts) : null);
    }

    // The parts take turns, first of one chunk each, then of 2, of 4 and so on: a short file is spread out at once, and a long one has few
    // borders in time between parts, where their rows must be put together again. Files begin at different parts.
    private static int PartOf(int file, int chunk, int parts)
    {
        var round = BitOperations.Log2((uint)(chunk / parts) + 1);
        var before = parts * ((1 << round) - 1);
        return (((chunk - before) >> round) + file) % parts;
    }
}
