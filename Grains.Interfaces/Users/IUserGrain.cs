namespace LlmWorkload.Users;

/// <summary>
/// One user of a dataset. The first question about the user activates the grain, and it then keeps the user's aggregates.
/// </summary>
[Alias("llmwl.IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>The user's aggregates; null where the dataset has no such user.</summary>
    Task<UserProfile?> DescribeAsync();

    /// <summary>Forgets what was computed.</summary>
    Task ForgetAsync();
}
