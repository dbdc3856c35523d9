using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// Bytes of every connection to a port on which silos listen, from clients and from one another, both ways: two silos send to one another
/// over one connection, whichever of them has opened it. As <c>ss</c> (package iproute2) counts them at each connection's two ends on this
/// machine; it is asked again and again, since a count goes with its connection. What the silos exchange with their database is not in it.
/// </summary>
internal sealed partial class WireMeter : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, long> _received = [];
    private readonly long _before;
    private readonly HashSet<string> _ports;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _polling;

    private WireMeter(HashSet<string> ports, string connections)
    {
        _ports = ports;
        Count(connections);
        _before = _received.Values.Sum();
        _polling = PollAsync();
    }

    /// <summary>Begins to count.</summary>
    /// <param name="silos">The processes of the silos.</param>
    public static async Task<WireMeter> StartAsync(int[] silos)
    {
        var listening = await AskAsync("-HltnpO");
        var ports = listening.Split('\n').Where(line => silos.Any(id => line.Contains($"pid={id},", StringComparison.Ordinal)))
            .Select(line => PortOf(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3]));
        return new WireMeter([.. ports], await ConnectionsAsync());
    }

    /// <summary>Stops, and gives the bytes since the start.</summary>
    public async Task<long> StopAsync()
    {
        await _stop.CancelAsync();
        await _polling;
        return _received.Values.Sum() - _before;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _polling;
        _stop.Dispose();
    }

    private static string PortOf(string address) => address[(address.LastIndexOf(':') + 1)..];

    private static async Task<string> AskAsync(string options)
    {
        using var process = Process.Start(new ProcessStartInfo("ss", [options]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    private static Task<string> ConnectionsAsync() => AskAsync("-HtinO");

    private void Count(string connections)
    {
        foreach (var line in connections.Split('\n'))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 5 || !(_ports.Contains(PortOf(fields[3])) || _ports.Contains(PortOf(fields[4]))) || ReceivedBytes()
                .Match(line) is not { Success: true } match)
                continue;
            var bytes = long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            var connection = $"{fields[3]} {fields[4]}";
            _received[connection] = Math.Max(bytes, _received.GetValueOrDefault(connection));
        }
    }

    private async Task PollAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Count(await ConnectionsAsync());
            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [GeneratedRegex(@"bytes_received:(\d+)")]
    private static partial Regex ReceivedBytes();
}
