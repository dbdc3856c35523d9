using LlmWorkload.Models;
using LlmWorkload.Users;

namespace LlmWorkload.Tests.Models;

/// <summary>A stored profile is read only where it has all that a new one has.</summary>
public sealed class StoredProfileTests
{
    private static readonly Statistics None = Statistics.None;
    private static readonly ModelProfile OfModel = new(1, 1, 5, 5, 0, 0, None, None, None, None);
    private static readonly UserProfile OfUser = new("u", 1, 5, 5, [], None, None, None, 1_000, [1]);

    [Fact]
    public void A_profile_that_an_earlier_release_stored_is_computed_again()
    {
        Assert.Null(new StoredProfile { Version = 3, Profile = OfModel }.Of(3));
        Assert.Null(new StoredUserProfile { Version = 3, Profile = OfUser }.Of(3));
    }

    [Fact]
    public void A_profile_of_the_same_rows_is_read_and_one_of_others_is_not()
    {
        Assert.Equal((OfModel, null), (StoredProfile.With(3, OfModel).Of(3), StoredProfile.With(3, OfModel).Of(4)));
        Assert.Equal((OfUser, null), (StoredUserProfile.With(3, OfUser).Of(3), StoredUserProfile.With(3, OfUser).Of(4)));
    }
}
