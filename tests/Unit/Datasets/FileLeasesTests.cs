using LlmWorkload.Datasets;
using Microsoft.Extensions.Time.Testing;

namespace LlmWorkload.Tests.Ingestion;

public sealed class FileLeasesTests
{
    private const long Life = 7;

    private static readonly Guid One = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    private readonly FakeTimeProvider _clock = new();
    private readonly FileLeases _leases;

    public FileLeasesTests() => _leases = new FileLeases(_clock);

    [Fact]
    public void A_file_is_its_first_claimants_and_another_file_is_free()
    {
        Assert.Equal(One, Claim(0, One));
        Assert.Equal(One, Claim(0, Other));
        Assert.Equal(One, Claim(0, One));
        Assert.Equal(Other, Claim(1, Other));
    }

    [Fact]
    public void A_file_is_kept_for_as_long_as_its_holder_claims_it_in_time()
    {
        Claim(0, One);
        for (var round = 0; round < 3; round++)
        {
            _clock.Advance(FileLeases.Length - TimeSpan.FromTicks(1));
            Assert.Equal(One, Claim(0, Other));
            Assert.Equal(One, Claim(0, One));
        }

        _clock.Advance(FileLeases.Length);
        Assert.Equal(Other, Claim(0, Other));
        Assert.Equal(Other, Claim(0, One));
    }

    [Fact]
    public void A_holder_that_claims_too_late_has_the_file_again_if_nobody_else_has_it()
    {
        Claim(0, One);
        _clock.Advance(FileLeases.Length * 2);

        Assert.Equal(One, Claim(0, One));
        Assert.Equal(One, Claim(0, Other));
    }

    [Fact]
    public void What_a_client_that_leaves_held_is_free_at_once()
    {
        Claim(0, One);
        Claim(1, Other);

        _leases.Leave(Life, One);

        Assert.Equal(Other, Claim(0, Other));
        Assert.Equal(Other, Claim(1, One));
    }

    [Fact]
    public void Who_waits_for_a_holder_that_nothing_is_known_of_does_not_take_its_file()
    {
        Assert.Equal(One, Claim(0, Other, awaited: One));
        Assert.Equal(One, Claim(0, One));
        _clock.Advance(FileLeases.Length - TimeSpan.FromTicks(1));
        Assert.Equal(One, Claim(0, Other, awaited: One));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Other, Claim(0, Other, awaited: One));
    }

    [Fact]
    public void A_holder_that_is_not_heard_of_is_waited_for_once()
    {
        Assert.Equal(One, Claim(0, Other, awaited: One));
        _clock.Advance(FileLeases.Length);

        Assert.Equal(Other, Claim(0, Other, awaited: One));
    }

    [Fact]
    public void A_holder_that_left_is_not_waited_for()
    {
        _leases.Leave(Life, One);

        Assert.Equal(Other, Claim(0, Other, awaited: One));
    }

    [Fact]
    public void Another_life_of_the_dataset_knows_no_holders_of_the_one_before()
    {
        Claim(0, One);

        Assert.Equal(Other, _leases.Claim(Life + 1, 0, Other, null));
    }

    [Fact]
    public void Nobody_is_there_when_every_client_has_left_or_is_not_heard_of_any_more()
    {
        Assert.True(_leases.IsIdle);
        Claim(0, One);
        Claim(0, Other);
        _leases.Leave(Life, One);
        Assert.False(_leases.IsIdle);

        _clock.Advance(FileLeases.Length);

        Assert.True(_leases.IsIdle);
    }

    private Guid Claim(int file, Guid client, Guid? awaited = null) => _leases.Claim(Life, file, client, awaited);
}
