namespace LlmWorkload.Hosting;

/// <summary>
/// Tells when a connection to a gateway is lost: the calls that went over it are answered by nobody, and Orleans leaves them to their time-outs (dotnet/orleans#10165).
/// Until the other silos have given up the one that was lost they may still send calls on to it, and so this tells again and again for as long as that takes.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class GatewayLosses(TimeProvider time)
{
    // Time between two times of telling.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // For how long it is told: twice as long as silos take to give up one that is lost.
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(12);

    private TaskCompletionSource _next = Create();

    /// <summary>Done when calls that are under way now are to be made again.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Hears of a client's losses.</summary>
    public void Watch(IClientBuilder client) => client.AddGatewayCountChangedHandler((_, change) =>
    {
        if (change.NumberOfConnectedGateways < change.PreviousNumberOfConnectedGateways) _ = TellAsync();
    });

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task TellAsync()
    {
        Tell();
        for (var told = Interval; told <= Aftermath; told += Interval)
        {
            await Task.Delay(Interval, time);
            Tell();
        }
    }

    private void Tell() => Interlocked.Exchange(ref _next, Create()).TrySetResult();
}
