namespace LlmWorkload.Segments;

/// <summary>The one wording for bytes that cannot have come from a writer of this format.</summary>
internal static class Damage
{
    public static SegmentFormatException Of(string what) => new($"The segment is damaged or truncated: {what}.");
}
