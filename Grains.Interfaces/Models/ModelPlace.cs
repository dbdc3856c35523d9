namespace LlmWorkload.Models;

/// <summary>The grain that some rows of a model go to.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="Part">The number of the part; null for the model's own grain.</param>
[GenerateSerializer, Immutable, Alias("llmwl.model.place")]
public readonly record struct ModelPlace([property: Id(0)] string Model, [property: Id(1)] int? Part = null)
{
    /// <summary>How many parts the model has at least: all up to this one; 0 for the model's own grain.</summary>
    public int Parts => Part is { } part ? part + 1 : 0;
}
