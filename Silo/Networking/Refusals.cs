using System.Net;
using LlmWorkload.Certificates;
using Microsoft.Extensions.Logging;

namespace LlmWorkload.Networking;

/// <summary>
/// Says in the log which connections TLS has refused: the first of each kind at once, and those that follow soon after it by their number,
/// so that nobody fills the log by connecting.
/// </summary>
/// <param name="setting">The setting that names the port.</param>
/// <param name="log">The log.</param>
/// <param name="time">The clock.</param>
internal sealed class Refusals(string setting, ILogger log, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<RefusalKind, (long ToldAt, int More, IPAddress Address, string Words)> _kinds = [];

    /// <summary>Notes a refused connection.</summary>
    public void Add(IPAddress address, Refusal refusal)
    {
        lock (_lock)
        {
            if (_kinds.TryGetValue(refusal.Kind, out var told) && time.GetElapsedTime(told.ToldAt) < Interval)
            {
                _kinds[refusal.Kind] = (told.ToldAt, told.More + 1, address, refusal.Words);
                return;
            }

            _kinds[refusal.Kind] = (time.GetTimestamp(), 0, address, refusal.Words);
        }

        NetworkingLog.Refused(log, setting, address, refusal.Words);
    }

    /// <summary>Tells the number of those that were not told at once, where it is time.</summary>
    public void Tell()
    {
        lock (_lock)
        {
            foreach (var (kind, told) in _kinds.ToList())
            {
                if (told.More == 0 || time.GetElapsedTime(told.ToldAt) < Interval) continue;
                _kinds[kind] = told with { ToldAt = time.GetTimestamp(), More = 0 };
                NetworkingLog.RefusedMore(log, setting, told.More, told.Address, told.Words);
            }
        }
    }
}
