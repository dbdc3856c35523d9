namespace LlmWorkload.Segments;

/// <summary>The kinds of grains that hold rows.</summary>
public static class SegmentHolders
{
    /// <summary>
    /// Their classes, by the names in Orleans' statistics. The classes are internal to the silo: clients know only their names.
    /// </summary>
    public static string[] Types { get; } = [
        "LlmWorkload.Models.ModelGrain,LlmWorkload.Grains",
        "LlmWorkload.Models.ModelPartGrain,LlmWorkload.Grains",
        "LlmWorkload.Models.ModelBucketGrain,LlmWorkload.Grains",
        "LlmWorkload.Users.UserPartitionGrain,LlmWorkload.Grains",
    ];
}
