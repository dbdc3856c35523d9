namespace LlmWorkload.Models;

/// <summary>A model's profile in storage, with the version of the rows that it was computed from.</summary>
[GenerateSerializer, Alias("llmwl.model.profile.stored")]
public sealed class StoredProfile
{
    /// <summary>The version of the rows; −1 for none.</summary>
    [Id(0)] public long Version { get; set; } = -1;

    /// <summary>The profile; null for none.</summary>
    [Id(1)] public ModelProfile? Profile { get; set; }
}
