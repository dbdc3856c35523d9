using Orleans.Runtime;

namespace LlmWorkload.Hosting;

/// <summary>
/// Ends the process where Orleans says that the silo cannot go on, as when the others have given it up: at once, with one line on stderr and the
/// exit code of a failure. Orleans' own way is to abort, which writes a core dump.
/// </summary>
internal sealed class FatalEnd : IFatalErrorHandler
{
    private const int Failed = 1;

    private int _ended;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => true;

    /// <inheritdoc/>
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return;
        var words = exception is null
            ? "The other silos have given this silo up. It ends; start it again."
            : $"The silo cannot go on ({context}). {exception.GetBaseException().GetType().Name}: {exception.GetBaseException().Message}";
        Console.Error.WriteLine($"llmwl-silo: {words}");
        Environment.Exit(Failed);
    }
}
