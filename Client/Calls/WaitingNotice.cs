namespace LlmWorkload.Hosting;

/// <summary>Tells what a command waits for, once for all calls that wait for the same, and again now and then.</summary>
internal sealed class WaitingNotice(Action<string>? tell, TimeProvider time)
{
    private static readonly TimeSpan Unnoticed = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private string? _told;
    private long _toldAt;

    /// <summary>Tells it, if it takes longer than a moment and was not told just now.</summary>
    /// <param name="reason">What is waited for.</param>
    /// <param name="since">When the waiting began.</param>
    public void Tell(string reason, long since)
    {
        if (tell is null || time.GetElapsedTime(since) < Unnoticed) return;
        lock (_lock)
        {
            if (_told == reason && time.GetElapsedTime(_toldAt) < Interval) return;
            (_told, _toldAt) = (reason, time.GetTimestamp());
        }

        tell($"waiting for the cluster: {reason}");
    }
}
