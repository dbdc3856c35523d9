namespace LlmWorkload.Models;

/// <summary>A model's profile in storage, with what tells the rows that it was computed from.</summary>
[GenerateSerializer, Alias("llmwl.model.profile.stored")]
internal sealed class StoredProfile
{
    /// <summary>
    /// The version of the dataset that had changed the model's rows last; −1 for none. The version before put a number of segments here.
    /// </summary>
    [Id(0)] public long Version { get; set; } = -1;

    /// <summary>The profile; null for none.</summary>
    [Id(1)] public ModelProfile? Profile { get; set; }
}
