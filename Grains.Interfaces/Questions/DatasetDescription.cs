namespace LlmWorkload.Questions;

/// <summary>A dataset in a list of datasets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Its requests.</param>
/// <param name="Models">Its models.</param>
/// <param name="Files">Its files.</param>
/// <param name="IsComplete">Whether every file is in to its end.</param>
/// <param name="First">First instant in ticks; <see cref="Missing.Value"/> without rows.</param>
/// <param name="Last">Last instant in ticks; <see cref="Missing.Value"/> without rows.</param>
[GenerateSerializer, Immutable, Alias("llmwl.dataset.description")]
public sealed record DatasetDescription(
    [property: Id(0)] string Name,
    [property: Id(1)] long Rows,
    [property: Id(2)] int Models,
    [property: Id(3)] int Files,
    [property: Id(4)] bool IsComplete,
    [property: Id(5)] long First,
    [property: Id(6)] long Last);
