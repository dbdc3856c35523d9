namespace LlmWorkload.Segments;

/// <summary>The bytes of a segment are damaged, truncated, or of a newer format than this program reads; the message says which.</summary>
[GenerateSerializer, Alias("llmwl.segment.error")]
public sealed class SegmentFormatException : WorkloadException
{
    /// <summary>Creates the exception.</summary>
    public SegmentFormatException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
