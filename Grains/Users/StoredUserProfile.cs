namespace LlmWorkload.Users;

/// <summary>A user's profile in storage, and the version of the dataset that it was computed from.</summary>
[GenerateSerializer, Alias("llmwl.user.profile.stored")]
internal sealed class StoredUserProfile
{
    /// <summary>The dataset's version; −1 for none.</summary>
    [Id(0)] public long Version { get; set; } = -1;

    /// <summary>The profile; null for none.</summary>
    [Id(1)] public UserProfile? Profile { get; set; }
}
