namespace LlmWorkload.Kernels;

/// <summary>A <see cref="FrequencyMap"/> as it travels between grains: values and counts, bit-packed.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.frequencies")]
public sealed record PackedFrequencies([property: Id(0)] byte[] Values, [property: Id(1)] byte[] Counts);
