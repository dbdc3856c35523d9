namespace LlmWorkload.Users;

/// <summary>A user's profile in storage, and the version of the dataset that it was computed from.</summary>
[GenerateSerializer, Alias("llmwl.user.profile.stored")]
internal sealed class StoredUserProfile
{
    /// <summary>Grows with what a profile has. A profile of another edition is computed again.</summary>
    public const int CurrentEdition = 1;

    /// <summary>The dataset's version; −1 for none.</summary>
    [Id(0)] public long Version { get; set; } = -1;

    /// <summary>The profile; null for none.</summary>
    [Id(1)] public UserProfile? Profile { get; set; }

    /// <summary>The edition of the profile; 0 where there were no editions yet.</summary>
    [Id(2)] public int Edition { get; set; }

    /// <summary>The profile, where it is of the present edition and of a version; else null.</summary>
    public UserProfile? Of(long version) => Edition == CurrentEdition && Version == version ? Profile : null;

    /// <summary>A profile of a version, to be stored.</summary>
    public static StoredUserProfile With(long version, UserProfile profile) =>
        new() { Version = version, Profile = profile, Edition = CurrentEdition };
}
