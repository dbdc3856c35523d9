using LlmWorkload.Datasets;

namespace LlmWorkload.Users;

/// <summary>
/// One user of a dataset. The first question about the user activates the grain, and it then keeps the user's aggregates.
/// </summary>
[Alias("llmwl.IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>The user's aggregates; null where the dataset has no such user.</summary>
    Task<UserProfile?> DescribeAsync();

    /// <summary>The user's aggregates over the rows of a narrowed dataset; null where it has none of the user. They are not kept.</summary>
    /// <param name="catalog">The narrowed dataset.</param>
    Task<UserProfile?> DescribeWithinAsync(DatasetCatalog catalog);

    /// <summary>Forgets what was computed.</summary>
    Task ForgetAsync();
}
