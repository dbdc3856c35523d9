using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmWorkload.Forwarding;

/// <summary>Has the silo that serves a state folder run a command, where it can; see <see cref="CommandService"/>.</summary>
internal static class CommandForwarder
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    // A silo that is well says so in a thousandth of it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Has a command run. What it says goes to no terminal.</summary>
    /// <param name="arguments">What stands after the program's name.</param>
    /// <returns>Its exit code; null where this process must run it.</returns>
    public static async Task<int?> TryRunAsync(string[] arguments)
    {
        if (ForwardedCommand.Of(arguments, out var state) is not { } command) return null;
        if (CommandSocket.PathOf(state) is not { } path || !File.Exists(path)) return null;
        using var interrupted = new CancellationTokenSource();
        ConsoleCancelEventHandler interrupt = (_, pressed) =>
        {
            pressed.Cancel = true;
            interrupted.Cancel();
        };
        Console.CancelKeyPress += interrupt;
        try
        {
            await using var stream = await CommandSocket.ConnectAsync(path, interrupted.Token);
            if (stream is null) return null;
            var line = JsonSerializer.Serialize(command, ForwardedCommandJson.Default.ForwardedCommand) + "\n";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(line), interrupted.Token);
            return await IsAcceptedAsync(stream, interrupted.Token) ? await CopyAsync(stream, interrupted.Token) : null;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("llmwl: interrupted");
            return Interrupted;
        }
        finally
        {
            Console.CancelKeyPress -= interrupt;
        }
    }

    // One that is refused, or that a silo does not even look at, is run by this process, which waits no longer than it was told.
    private static async Task<bool> IsAcceptedAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await Frames.ReadAsync(stream, patience.Token) is { Kind: FrameKind.Accepted };
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // Nothing was shown of a command whose silo ended before it said anything: this process runs it.
    private static async Task<int?> CopyAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var output = Console.OpenStandardOutput();
        await using var error = Console.OpenStandardError();
        var isShown = false;
        try
        {
            while (await Frames.ReadAsync(stream, cancellationToken) is { } frame)
            {
                if (frame.Kind == FrameKind.Exit) return int.Parse(Encoding.UTF8.GetString(frame.Bytes), CultureInfo.InvariantCulture);
                isShown = true;
                var to = frame.Kind == FrameKind.Error ? error : output;
                await to.WriteAsync(frame.Bytes, cancellationToken);
                await to.FlushAsync(cancellationToken);
            }
        }
        catch (IOException)
        {
        }

        if (!isShown) return null;
        await Console.Error.WriteLineAsync("llmwl: the silo that answered has ended; what is shown is not all.");
        return Failed;
    }
}
