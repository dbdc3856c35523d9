using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LlmWorkload.Forwarding;

/// <summary>
/// Runs commands of other processes in this one, which has its grains, and its code compiled. A command that starts a program of its own
/// takes a second; this takes as long as the answer. Output goes back as it is written; a process that goes away ends its command.
/// </summary>
/// <param name="path">Where the socket is.</param>
/// <param name="run">Runs a command line: its arguments, for results, for notes.</param>
/// <param name="log">Told what cannot be listened at.</param>
internal sealed class CommandService(
    string path, Func<string[], TextWriter, TextWriter, CancellationToken, Task<int>> run, ILogger<CommandService> log) : IHostedService
{
    private const int LongestRequest = 1 << 20;
    private const int MostAtOnce = 64;

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _free = new(MostAtOnce);
    private Socket? _socket;
    private Task _accepting = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _socket = CommandSocket.Listen(path);
            _accepting = Task.Run(AcceptAsync, CancellationToken.None);
        }
        catch (Exception none) when (none is SocketException or IOException or UnauthorizedAccessException)
        {
            // Commands start a client of their own, as on other machines.
            ForwardingLog.NotListening(log, path, none.Message);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_socket is null) return;
        await _stop.CancelAsync();
        await _accepting;
        _socket.Dispose();
        File.Delete(path);
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _free.WaitAsync(_stop.Token);
                var socket = await _socket!.AcceptAsync(_stop.Token);
                _ = Task.Run(() => ServeAsync(socket), CancellationToken.None);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException)
            {
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            if (await ReadAsync(stream) is not { Arguments: not null } command || command.Program != ForwardedCommand.ThisProgram)
            {
                Frames.Write(stream, FrameKind.Refused, "");
                return;
            }

            Frames.Write(stream, FrameKind.Accepted, "");
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            _ = CancelWhenGoneAsync(stream, gone);
            await using var output = new FrameWriter(stream, FrameKind.Output);
            await using var error = new FrameWriter(stream, FrameKind.Error);
            var exitCode = await run(command.Arguments, output, error, gone.Token);
            await output.FlushAsync(CancellationToken.None);
            await error.FlushAsync(CancellationToken.None);
            Frames.Write(stream, FrameKind.Exit, exitCode.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
        {
        }
        finally
        {
            _free.Release();
        }
    }

    // The other side sends nothing after its command: what comes is its end.
    private static async Task CancelWhenGoneAsync(NetworkStream stream, CancellationTokenSource gone)
    {
        try
        {
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, gone.Token);
            await gone.CancelAsync();
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private async Task<ForwardedCommand?> ReadAsync(NetworkStream stream)
    {
        var line = new List<byte>();
        var one = new byte[4_096];
        while (line.Count < LongestRequest)
        {
            var n = await stream.ReadAsync(one, _stop.Token);
            if (n == 0) return null;
            line.AddRange(one.AsSpan(0, n));
            if (line[^1] != '\n') continue;
            try
            {
                return JsonSerializer.Deserialize(Encoding.UTF8.GetString([.. line]), ForwardedCommandJson.Default.ForwardedCommand);
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return null;
    }
}
