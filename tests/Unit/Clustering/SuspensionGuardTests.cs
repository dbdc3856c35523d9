using System.Net;
using LlmWorkload.Clustering;
using LlmWorkload.Hosting;
using LlmWorkload.Storage;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;

namespace LlmWorkload.Tests.Hosting;

/// <summary>For how long a silo answers, by what the table of silos says of it.</summary>
public sealed class SuspensionGuardTests
{
    private static readonly SiloAddress Silo = SiloAddress.New(IPAddress.Loopback, 11_111, 1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();
    private readonly SuspensionGuard _guard;
    private Func<Task<SiloStatus?>> _row = () => Task.FromResult<SiloStatus?>(SiloStatus.Active);
    private SiloStatus _known = SiloStatus.Active;
    private int _readings;
    private int _calls;
    private int _refreshes;

    public SuspensionGuardTests() => _guard = new SuspensionGuard(
        Fake<IMembershipTable>.Of(_ => ReadAsync()),
        Fake<ILocalSiloDetails>.Of(_ => Silo),
        Fake<ISiloStatusOracle>.Of(_ => _known),
        Fake<IClusterMembershipService>.Of(_ =>
        {
            Interlocked.Increment(ref _refreshes);
            return default(ValueTask);
        }),
        new ClusteringProvider("Paper", (_, _) => { })
        { Explain = failure => failure is IOException ? new StoreFailure("The paper is wet.", Passes: true) : null },
        _clock);

    [Fact]
    public async Task Many_calls_in_a_moment_cost_one_reading()
    {
        for (var call = 0; call < 100; call++) await CallAsync();

        Assert.Equal((100, 1), (_calls, _readings));
    }

    [Fact]
    public async Task A_silo_that_was_given_up_answers_for_a_second_at_most()
    {
        await CallAsync();
        Says(SiloStatus.Dead);

        await CallAsync();
        _clock.Advance(SuspensionGuard.Validity);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => CallAsync());
        Assert.Equal((2, 1), (_calls, _refreshes));
    }

    [Fact]
    public async Task Half_a_second_after_a_reading_the_next_is_made_while_calls_go_on()
    {
        await CallAsync();
        var next = new TaskCompletionSource<SiloStatus?>();
        _row = () => next.Task;
        _clock.Advance(SuspensionGuard.Validity / 2);

        await CallAsync();
        await UntilAsync(() => _readings == 2);
        next.SetResult(SiloStatus.Active);
        _clock.Advance(SuspensionGuard.Validity * 0.4);
        await CallAsync();

        Assert.Equal((3, 2), (_calls, _readings));
    }

    [Fact]
    public async Task What_a_silo_has_done_before_it_was_given_up_it_does_not_acknowledge_after()
    {
        await Assert.ThrowsAsync<SiloUnavailableException>(() => CallAsync(() =>
        {
            Says(SiloStatus.Dead);
            _clock.Advance(SuspensionGuard.Validity);
        }));

        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task A_silo_that_is_no_longer_listed_answers_nothing()
    {
        Says(null);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => CallAsync());
    }

    [Fact]
    public async Task A_silo_that_cannot_read_the_table_answers_nothing_in_the_words_of_the_store_and_goes_on_when_it_can()
    {
        _row = () => Task.FromException<SiloStatus?>(new IOException());
        var unread = await Assert.ThrowsAsync<StorageException>(() => CallAsync());
        Says(SiloStatus.Active);
        await CallAsync();

        Assert.Equal(("The paper is wet.", true, 1), (unread.Message, unread.Passes, _calls));
    }

    [Fact]
    public async Task A_reading_that_hangs_is_not_waited_for_longer_than_it_would_be_valid_and_what_it_comes_to_is_not_gone_by()
    {
        var late = new TaskCompletionSource<SiloStatus?>();
        var asked = new TaskCompletionSource();
        _row = () =>
        {
            asked.SetResult();
            return late.Task;
        };
        var call = CallAsync();
        await asked.Task;
        _clock.Advance(SuspensionGuard.Validity);
        await Assert.ThrowsAsync<StorageException>(() => call);
        Says(SiloStatus.Dead);
        late.SetResult(SiloStatus.Active);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => CallAsync());
        Assert.Equal((0, 2), (_calls, _readings));
    }

    [Fact]
    public async Task What_silos_ask_one_another_is_answered_whatever_the_table_says()
    {
        Says(SiloStatus.Dead);

        await CallAsync(target: SystemTargetGrainId.Create(GrainType.Create("sys.svc.probe"), Silo).GrainId);

        Assert.Equal((1, 0), (_calls, _readings));
    }

    [Fact]
    public async Task A_silo_that_has_not_joined_yet_is_not_looked_up()
    {
        _known = SiloStatus.Joining;
        Says(null);

        await CallAsync();

        Assert.Equal((1, 0), (_calls, _readings));
    }

    private void Says(SiloStatus? status) => _row = () => Task.FromResult(status);

    private Task CallAsync(Action? meanwhile = null, GrainId? target = null) => _guard.Invoke(Fake<IIncomingGrainCallContext>.Of(member =>
    {
        if (member != nameof(IIncomingGrainCallContext.Invoke)) return target ?? GrainId.Create("dataset", "d:x");
        _calls++;
        meanwhile?.Invoke();
        return Task.CompletedTask;
    }));

    private async Task<MembershipTableData> ReadAsync()
    {
        Interlocked.Increment(ref _readings);
        var version = new TableVersion(1, "1");
        return await _row() is { } status ? new MembershipTableData(
            Tuple.Create(new MembershipEntry { SiloAddress = Silo, Status = status }, "1"), version) : new MembershipTableData(version);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); !condition(); await Task.Delay(TimeSpan.FromMilliseconds(5)))
            Assert.True(clock.Elapsed < Longest);
    }
}
