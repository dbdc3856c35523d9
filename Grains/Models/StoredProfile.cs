namespace LlmWorkload.Models;

/// <summary>A model's profile in storage, and the version of the rows that it was computed from.</summary>
[GenerateSerializer, Alias("llmwl.model.profile.stored")]
internal sealed class StoredProfile
{
    /// <summary>Grows with what a profile has. A profile of another edition is computed again.</summary>
    public const int CurrentEdition = 1;

    /// <summary>
    /// The dataset's version that last changed the model's rows; −1 for none. An earlier release put a number of segments here.
    /// </summary>
    [Id(0)] public long Version { get; set; } = -1;

    /// <summary>The profile; null for none.</summary>
    [Id(1)] public ModelProfile? Profile { get; set; }

    /// <summary>The edition of the profile; 0 where there were no editions yet.</summary>
    [Id(2)] public int Edition { get; set; }

    /// <summary>The profile, where it is of the present edition and of a version; else null.</summary>
    public ModelProfile? Of(long version) => Edition == CurrentEdition && Version == version ? Profile : null;

    /// <summary>A profile of a version, to be stored.</summary>
    public static StoredProfile With(long version, ModelProfile profile) =>
        new() { Version = version, Profile = profile, Edition = CurrentEdition };
}
