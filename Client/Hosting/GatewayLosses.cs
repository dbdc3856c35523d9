namespace LlmWorkload.Hosting;

/// <summary>
/// Tells when a connection to a gateway is lost. Orleans leaves the calls that went over it to their time-outs, though nobody is left to answer them.
/// </summary>
internal sealed class GatewayLosses
{
    private TaskCompletionSource _next = Create();

    /// <summary>Done at the next loss.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Hears of a client's losses.</summary>
    public void Watch(IClientBuilder client) => client.AddGatewayCountChangedHandler((_, change) =>
    {
        if (change.NumberOfConnectedGateways < change.PreviousNumberOfConnectedGateways) Tell();
    });

    /// <summary>Tells of a loss.</summary>
    public void Tell() => Interlocked.Exchange(ref _next, Create()).TrySetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
