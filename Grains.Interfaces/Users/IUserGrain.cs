namespace LlmWorkload.Users;

/// <summary>One user of a dataset: comes to life at the first question about that user and then owns the user's aggregates.</summary>
[Alias("llmwl.IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>The user's aggregates; null where the dataset has no such user.</summary>
    Task<UserProfile?> DescribeAsync();

    /// <summary>Forgets what was computed.</summary>
    Task ForgetAsync();
}
