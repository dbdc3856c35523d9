namespace LlmWorkload.Models;

/// <summary>A model's profile in storage, and the version of the rows that it was computed from.</summary>
[GenerateSerializer, Alias("llmwl.model.profile.stored")]
internal sealed class StoredProfile
{
    /// <summary>
    /// The dataset's version that last changed the model's rows; −1 for none. An earlier release put a number of segments here.
    /// </summary>
    [Id(0)] public long Version { get; set; } = -1;

    /// <summary>The profile; null for none.</summary>
    [Id(1)] public ModelProfile? Profile { get; set; }
}
