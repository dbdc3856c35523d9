namespace LlmWorkload.Storage;

/// <summary>Names under which grains ask for storage.</summary>
public static class StorageNames
{
    /// <summary>The one grain storage provider.</summary>
    public const string Provider = "workload";
}
