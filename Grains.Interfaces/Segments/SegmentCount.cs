namespace LlmWorkload.Segments;

/// <summary>What a grain must hold of the recorded chunks.</summary>
/// <param name="Segments">Number of segments.</param>
/// <param name="Rows">Their rows.</param>
[GenerateSerializer, Immutable, Alias("llmwl.segment.count")]
public readonly record struct SegmentCount([property: Id(0)] long Segments, [property: Id(1)] long Rows)
{
    /// <summary>Both together.</summary>
    public static SegmentCount operator +(SegmentCount one, SegmentCount other) =>
        new(one.Segments + other.Segments, one.Rows + other.Rows);

    /// <summary>What is left of one without the other.</summary>
    public static SegmentCount operator -(SegmentCount one, SegmentCount other) =>
        new(one.Segments - other.Segments, one.Rows - other.Rows);
}
