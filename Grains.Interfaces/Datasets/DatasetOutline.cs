using LlmWorkload.Segments;

namespace LlmWorkload.Datasets;

/// <summary>A dataset without the list of its models and files.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Rows accepted, all files.</param>
/// <param name="Models">How many models it has.</param>
/// <param name="Files">How many files it has.</param>
/// <param name="Complete">Whether all files are in to their ends.</param>
/// <param name="First">First instant in ticks; missing without rows.</param>
/// <param name="Last">Last instant in ticks; missing without rows.</param>
/// <param name="Life">Tells the dataset from an earlier dataset of the same name that was dropped.</param>
/// <param name="Recorded">The recorded chunks: those whose rows the dataset has.</param>
[GenerateSerializer, Immutable, Alias("llmwl.dataset.outline")]
public sealed record DatasetOutline(
    [property: Id(0)] string Name,
    [property: Id(1)] long Rows,
    [property: Id(2)] int Models,
    [property: Id(3)] int Files,
    [property: Id(4)] bool Complete,
    [property: Id(5)] long First,
    [property: Id(6)] long Last,
    [property: Id(7)] long Life,
    [property: Id(8)] RecordedChunks Recorded)
{
    /// <summary>Stands for the dataset's rows in the keys of grains.</summary>
    public string RowsKey => GrainKeys.Rows(Name, Life);
}
