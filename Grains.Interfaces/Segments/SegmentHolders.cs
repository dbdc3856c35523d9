namespace LlmWorkload.Segments;

/// <summary>The kinds of grains that hold rows.</summary>
public static class SegmentHolders
{
    /// <summary>
    /// Their classes, as Orleans' statistics call them. The classes are inside of the silo, and clients know them by name alone.
    /// </summary>
    public static string[] Types { get; } = [
        "LlmWorkload.Models.ModelGrain,LlmWorkload.Grains",
        "LlmWorkload.Models.ModelPartGrain,LlmWorkload.Grains",
        "LlmWorkload.Users.UserPartitionGrain,LlmWorkload.Grains",
    ];
}
