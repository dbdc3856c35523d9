using System.Diagnostics.Metrics;
using LlmWorkload.Telemetry;
using Microsoft.Extensions.Caching.Memory;

namespace LlmWorkload.Web;

/// <summary>
/// The answers that were sent last, by their entity tags: equal tags stand for equal bytes. The same question of many askers is asked of
/// the grains once.
/// </summary>
/// <param name="settings">How many bytes are kept.</param>
/// <param name="meters">Makes what counts.</param>
/// <remarks>Safe for use by several threads at once.</remarks>
internal sealed class KeptReplies(WebSettings settings, IMeterFactory meters) : IDisposable
{
    // Beside its bytes an answer has a tag and a place in the list.
    private const int Overhead = 512;

    private static readonly TimeSpan LongestUnasked = TimeSpan.FromMinutes(10);

    private readonly Counter<long> _resent = meters.Create(SiloMeter.Name).CreateCounter<long>(
        "llmwl.answers.resent", "{answer}", "Answers over HTTP that were sent again as they were, without asking");

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = settings.Http.KeptBytes });
    private readonly Dictionary<string, Computation> _underWay = new(StringComparer.Ordinal);

    /// <summary>The answer of a tag, kept or computed.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="version">The version of the dataset that the tag is of: an answer of another is not kept; null for any.</param>
    /// <param name="compute">Computes it. Its token ends when nobody waits for it any more.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Reply> GetAsync(
        string tag, long? version, Func<CancellationToken, Task<Reply>> compute, CancellationToken cancellationToken)
    {
        Computation computation;
        lock (_underWay)
        {
            // An answer is kept before its computation ends, so that one of both is always found.
            if (_kept.TryGetValue<Reply>(tag, out var kept))
            {
                _resent.Add(1);
                return kept!;
            }

            if (!_underWay.TryGetValue(tag, out computation!))
            {
                computation = new Computation();
                _underWay.Add(tag, computation);
                computation.Reply = Task.Run(() => ComputeAsync(tag, version, compute, computation), CancellationToken.None);
            }

            computation.Waiting++;
        }

        try
        {
            return await computation.Reply.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_underWay)
            {
                if (--computation.Waiting == 0 && Forget(tag, computation)) computation.Left.Cancel();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();

    private async Task<Reply> ComputeAsync(
        string tag, long? version, Func<CancellationToken, Task<Reply>> compute, Computation computation)
    {
        try
        {
            var reply = await compute(computation.Left.Token);
            if (version is null || reply.Version == version)
            {
                _kept.Set(tag, reply, new MemoryCacheEntryOptions
                {
                    Size = reply.Bytes.Length + Overhead,
                    SlidingExpiration = LongestUnasked,
                });
            }

            return reply;
        }
        finally
        {
            lock (_underWay) Forget(tag, computation);
        }
    }

    // Another computation may have taken the place of one that everybody left.
    private bool Forget(string tag, Computation computation) =>
        _underWay.TryGetValue(tag, out var present) && present == computation && _underWay.Remove(tag);

    private sealed class Computation
    {
        public CancellationTokenSource Left { get; } = new();

        public Task<Reply> Reply { get; set; } = null!;

        public int Waiting { get; set; }
    }
}
