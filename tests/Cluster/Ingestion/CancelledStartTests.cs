using LlmWorkload.Hosting;

namespace LlmWorkload.Tests.Ingestion;

/// <summary>Whoever interrupts a command while its silo starts is told so, and of no failure.</summary>
public sealed class CancelledStartTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(40);

    [Fact]
    public async Task A_start_that_is_cancelled_at_any_moment_is_cancelled()
    {
        var options = new ConnectionOptions { Storage = "Memory", Patience = TimeSpan.FromSeconds(60) };
        for (var (after, hasStarted) = (TimeSpan.Zero, false); !hasStarted; after += Step)
        {
            using var cancelled = new CancellationTokenSource();
            cancelled.CancelAfter(after);
            try
            {
                await using var connection = await WorkloadConnection.OpenAsync(options, cancelled.Token);
                hasStarted = true;
            }
            catch (OperationCanceledException)
            {
                // Any other failure ends the test.
            }
        }
    }
}
