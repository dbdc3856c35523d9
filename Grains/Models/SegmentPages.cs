using LlmWorkload.Segments;

namespace LlmWorkload.Models;

/// <summary>Segments that one grain sends another, in messages of bounded size.</summary>
internal static class SegmentPages
{
    // Far below the largest possible message, and so large that the number of messages does not matter.
    private const long MessageBytes = 4 << 20;

    /// <summary>The first segments: as many as fit into one message, at least one; none where there are none.</summary>
    public static SegmentMessage[] Take(IEnumerable<SegmentMessage> segments)
    {
        var taken = new List<SegmentMessage>();
        var bytes = 0L;
        foreach (var segment in segments)
        {
            bytes += segment.Bytes.Length;
            if (taken.Count > 0 && bytes > MessageBytes) break;
            taken.Add(segment);
        }

        return [.. taken];
    }
}
