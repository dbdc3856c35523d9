namespace LlmWorkload.Tests.Ingestion;

/// <summary>Whoever interrupts a command while its silo starts is told so, and of no failure.</summary>
public sealed class CancelledStartTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(75);

    [Fact]
    public async Task A_command_that_is_interrupted_at_any_moment_of_its_start_tells_of_no_failure()
    {
        for (var (after, isDone) = (TimeSpan.Zero, false); !isDone; after += Step)
        {
            using var client = ProgramProcess.Client("query", "datasets", "--storage", "Memory");
            await Task.Delay(after);
            if (!client.HasExited) client.Signal(ProgramProcess.Interrupt);
            var result = await client.ExitAsync();
            isDone = result.ExitCode == 0;
            Assert.True(result.Error.Trim() is "" or "llmwl: interrupted", result.Error);
        }
    }
}
