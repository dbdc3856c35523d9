using LlmWorkload.Web;

namespace LlmWorkload.Tests.Web;

/// <summary>Calls that many askers share.</summary>
public sealed class SharedCallsTests
{
    [Fact]
    public async Task Who_asks_during_a_call_shares_the_next_one_and_gets_nothing_older_than_the_question()
    {
        var calls = new List<TaskCompletionSource<int>>();
        var shared = new SharedCalls<int>(_ =>
        {
            calls.Add(new TaskCompletionSource<int>());
            return calls[^1].Task;
        });

        var first = shared.AskAsync("a");
        var during = Enumerable.Range(0, 10).Select(_ => shared.AskAsync("a")).ToArray();
        var other = shared.AskAsync("b");
        Assert.Equal(2, calls.Count);
        calls[1].SetResult(5);
        calls[0].SetResult(1);
        Assert.Equal(1, await first);
        Assert.Equal(5, await other);
        Assert.Equal(3, calls.Count);
        calls[2].SetResult(2);

        Assert.All(await Task.WhenAll(during), answer => Assert.Equal(2, answer));
        Assert.Equal(3, calls.Count);
    }

    [Fact]
    public async Task A_failure_is_of_those_who_shared_the_call_alone()
    {
        var fails = true;
        var shared = new SharedCalls<int>(_ => fails ? throw new WorkloadException("no") : Task.FromResult(1));

        await Assert.ThrowsAsync<WorkloadException>(() => shared.AskAsync("a"));
        fails = false;

        Assert.Equal(1, await shared.AskAsync("a"));
    }
}
