using LlmWorkload.Storage;
using LlmWorkload.Web;
using Orleans.Runtime;
using Orleans.Storage;

namespace LlmWorkload.Tests.Web;

/// <summary>Whether a silo is ready whose disk is full.</summary>
public sealed class ReadinessTests
{
    private bool _isFull;

    [Fact]
    public async Task A_silo_whose_last_write_failed_is_ready_again_when_one_succeeds()
    {
        using var storage = NewStorage();
        var readiness = NewReadiness(storage);
        _isFull = true;
        Assert.Null(await readiness.WhyNotAsync(CancellationToken.None));

        await Assert.ThrowsAsync<IOException>(() => WriteAsync(storage));
        Assert.Equal("The storage takes no writes", await readiness.WhyNotAsync(CancellationToken.None));
        Assert.Equal("The storage takes no writes", await readiness.WhyNotAsync(CancellationToken.None));

        _isFull = false;
        Assert.Null(await readiness.WhyNotAsync(CancellationToken.None));
        Assert.False(storage.FailsToWrite);
    }

    [Fact]
    public async Task A_conflict_of_two_writers_is_no_failure()
    {
        using var storage = new ExplainedStorage(
            Fake<IGrainStorage>.Of(_ => Task.FromException(new InconsistentStateException("Somebody else wrote."))), _ => null);

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(storage));

        Assert.False(storage.FailsToWrite);
    }

    [Fact]
    public void Nobody_is_told_where_things_lie()
    {
        var settings = new WebSettings(new HttpOptions(), new SecurityOptions(), new IngestOptions { Root = "/srv/logs/" })
        {
            StateFolder = "/srv/state",
        };
        var places = new HiddenPlaces(settings);

        Assert.Equal("IO error: …/000012.log: No space left", places.Hide("IO error: /srv/state/000012.log: No space left"));
        Assert.Equal("…/a.csv: …", places.Hide("/srv/logs/a.csv: /srv/state"));
        Assert.Equal("/etc", new HiddenPlaces(settings with { StateFolder = "/" }).Hide("/etc"));
    }

    private static Task WriteAsync(ExplainedStorage storage) =>
        storage.WriteStateAsync("state", GrainId.Create("grain", "key"), new GrainState<byte[]>([1]));

    private static Readiness NewReadiness(IGrainStorage storage) =>
        new(Fake<ISiloStatusOracle>.Of(member => member == "get_CurrentStatus" ? SiloStatus.Active : null), storage);

    private ExplainedStorage NewStorage() => new(
        Fake<IGrainStorage>.Of(member => _isFull && member != nameof(IGrainStorage.ReadStateAsync)
            ? Task.FromException(new IOException("No space left on device"))
            : Task.CompletedTask),
        _ => null);
}
