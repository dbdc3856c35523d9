using System.Diagnostics.Metrics;
using LlmWorkload.Web;
using Microsoft.Extensions.DependencyInjection;

namespace LlmWorkload.Tests.Web;

/// <summary>Answers that are kept, and questions that many ask at once.</summary>
public sealed class KeptRepliesTests
{
    private const string Tag = "\"a\"";

    private static readonly Reply Known = new("text/plain", "x"u8.ToArray()) { Version = 1 };

    [Fact]
    public async Task What_many_ask_at_once_is_computed_once_and_then_kept()
    {
        using var kept = Kept();
        var answer = new TaskCompletionSource<Reply>();
        var computed = 0;
        Task<Reply> Ask() => kept.GetAsync(Tag, 1, _ =>
        {
            Interlocked.Increment(ref computed);
            return answer.Task;
        }, CancellationToken.None);

        var asked = Enumerable.Range(0, 20).Select(_ => Ask()).ToArray();
        answer.SetResult(Known);

        Assert.All(await Task.WhenAll(asked), reply => Assert.Same(Known, reply));
        Assert.Same(Known, await Ask());
        Assert.Equal(1, computed);
    }

    [Fact]
    public async Task An_answer_of_another_version_a_failure_and_one_that_is_too_large_are_not_kept()
    {
        using var kept = Kept();
        await kept.GetAsync(Tag, 2, _ => Task.FromResult(Known), CancellationToken.None);
        await Assert.ThrowsAsync<WorkloadException>(
            () => kept.GetAsync(Tag, 2, _ => throw new WorkloadException("no"), CancellationToken.None));
        var large = new Reply("text/plain", new byte[10_000]) { Version = 2 };
        await kept.GetAsync(Tag, 2, _ => Task.FromResult(large), CancellationToken.None);

        var last = Known with { Version = 2 };
        Assert.Same(last, await kept.GetAsync(Tag, 2, _ => Task.FromResult(last), CancellationToken.None));
    }

    [Fact]
    public async Task A_computation_ends_when_all_have_left_and_another_begins()
    {
        using var kept = Kept();
        using CancellationTokenSource one = new(), other = new();
        var started = new TaskCompletionSource<CancellationToken>();
        Task<Reply> Endless(CancellationToken stop)
        {
            started.SetResult(stop);
            return new TaskCompletionSource<Reply>().Task.WaitAsync(stop);
        }

        var (first, second) = (kept.GetAsync(Tag, 1, Endless, one.Token), kept.GetAsync(Tag, 1, Endless, other.Token));
        var computation = await started.Task;
        await one.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(computation.IsCancellationRequested);
        await other.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        Assert.True(computation.IsCancellationRequested);
        Assert.Same(Known, await kept.GetAsync(Tag, 1, _ => Task.FromResult(Known), CancellationToken.None));
    }

    private static KeptReplies Kept() => new(
        new WebSettings(new HttpOptions { KeptBytes = 5_000 }, new SecurityOptions(), new IngestOptions()),
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
