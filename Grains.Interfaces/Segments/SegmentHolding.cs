namespace LlmWorkload.Segments;

/// <summary>What a grain holds.</summary>
/// <param name="Segments">Number of segments.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="Bytes">Their bytes, encoded.</param>
[GenerateSerializer, Immutable, Alias("llmwl.segment.holding")]
public readonly record struct SegmentHolding([property: Id(0)] long Segments, [property: Id(1)] long Rows, [property: Id(2)] long Bytes)
{
    /// <summary>Both together.</summary>
    public static SegmentHolding operator +(SegmentHolding one, SegmentHolding other) =>
        new(one.Segments + other.Segments, one.Rows + other.Rows, one.Bytes + other.Bytes);
}
