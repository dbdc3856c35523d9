using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>A file that this client has to itself: it asks for it again every second, until it is disposed of.</summary>
internal sealed class FileLease : IAsyncDisposable
{
    /// <summary>Time between two times of asking for a file.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _disposed = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _renewing;

    /// <param name="source">The file.</param>
    /// <param name="file">How far it is.</param>
    /// <param name="renew">Asks for it; false where another client has it.</param>
    public FileLease(LogSource source, CatalogFile file, Func<Task<bool>> renew)
    {
        (Source, File) = (source, file);
        _renewing = RenewAsync(renew);
    }

    /// <summary>The file.</summary>
    public LogSource Source { get; }

    /// <summary>How far it is.</summary>
    public CatalogFile File { get; }

    /// <summary>Cancelled when another client has the file, since nothing was heard of this one for a while.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Says that another client has the file, which was seen elsewhere.</summary>
    public Task LoseAsync() => _lost.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _disposed.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync(Func<Task<bool>> renew)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(_disposed.Token))
        {
            try
            {
                if (await renew().WaitAsync(_disposed.Token)) continue;
                await _lost.CancelAsync();
                return;
            }
            catch (Exception) when (!_disposed.IsCancellationRequested)
            {
                // Of a cluster that does not answer, and of a dataset that was dropped, the deliveries tell.
            }
        }
    }
}
