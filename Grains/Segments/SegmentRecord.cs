namespace LlmWorkload.Segments;

/// <summary>A storage record of a <see cref="SegmentLog"/>: some segments in the order in which they came.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.segment.record")]
internal sealed record SegmentRecord([property: Id(0)] SegmentMessage[] Segments)
{
    /// <summary>Creates an empty record. Storage providers do so for a record that does not exist.</summary>
    public SegmentRecord()
        : this([])
    {
    }

    /// <summary>Bytes of all segments.</summary>
    public long Bytes => Segments.Sum(segment => (long)segment.Bytes.Length);
}
