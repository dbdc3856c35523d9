namespace LlmWorkload.Kernels;

/// <summary>Some values of each of several groups.</summary>
/// <param name="Groups">The groups that have values, ascending.</param>
/// <param name="Values">For each group, the values that were wanted.</param>
[GenerateSerializer, Immutable, Alias("llmwl.grouped.values")]
internal sealed record GroupedValues([property: Id(0)] int[] Groups, [property: Id(1)] PackedFrequencies[] Values);
