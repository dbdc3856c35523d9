namespace LlmWorkload.Kernels;

/// <summary>A distribution as it travels between grains: values and counts, bit-packed.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.frequencies")]
internal sealed record PackedFrequencies([property: Id(0)] byte[] Values, [property: Id(1)] byte[] Counts)
{
    /// <summary>The distribution of all values of the maps together; their order does not matter.</summary>
    /// <exception cref="Segments.SegmentFormatException">One is damaged.</exception>
    public static PackedFrequencies Merge(IReadOnlyList<PackedFrequencies> maps)
    {
        using var scratch = new Scratch();
        return CountedValues.Merge(Runs.Of(maps), scratch).Pack();
    }
}
