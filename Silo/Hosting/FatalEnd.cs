using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>
/// Ends the process when Orleans says that the silo cannot go on, for example after the others have given it up. The process ends at once,
/// with one line on stderr and the exit code of a failure. Orleans itself aborts the process, and that writes a core dump.
/// </summary>
/// <param name="services">The silo's services. The reason is looked up in their table of silos.</param>
internal sealed class FatalEnd(IServiceProvider services) : IFatalErrorHandler
{
    private const int Failed = 1;

    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(3);

    private int _ended;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => true;

    /// <inheritdoc/>
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return;
        var words = exception is null
            ? FindClockDifference()?.Words ?? "The other silos have given this silo up. It ends; start it again."
            : $"The silo cannot go on ({context}). {exception.GetBaseException().GetType().Name}: {exception.GetBaseException().Message}";
        Console.Error.WriteLine($"llmwl-silo: {words}");
        Environment.Exit(Failed);
    }

    // Orleans says that this silo is dead, and not why. The silo answers nobody any more, so there is time to look.
    private ClockDifference? FindClockDifference()
    {
        try
        {
            var reading = Task.Run(() => services.GetRequiredService<IMembershipTable>().ReadAllAsync());
            if (!reading.Wait(LongestLook)) return null;
            var own = services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
            return ClockDifference.Find(reading.Result.Members.Select(member => member.Item1), own, DateTime.UtcNow);
        }
        catch (Exception unread) when (unread is not OutOfMemoryException)
        {
            return null; // the line about the end must come whatever the database does
        }
    }
}
