namespace LlmWorkload.Web;

/// <summary>The lifetime of a host that another host starts and stops. Signals are for the other host.</summary>
internal sealed class OwnedLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
