using System.Net;
using System.Runtime.InteropServices;
using LlmWorkload.Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace LlmWorkload.Networking;

/// <summary>
/// Bounds what the connections of a port take: their number, in all and from one address; the time until the handshake and between bytes of
/// a message; the length of a message. Where there are too many connections, the oldest one without a handshake gives way to a new one, so
/// that idle connections keep no client out. Where all have sent their handshake, the new one is turned away.
/// </summary>
internal sealed class PortGuard : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly PortLimits _limits;
    private readonly UnfinishedMessages _unfinished;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Refusals _refusals;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly HashSet<GuardedConnection> _all = [];
    private readonly LinkedList<GuardedConnection> _strangers = [];
    private readonly Dictionary<IPAddress, int> _fromAddress = [];
    private int _turnedAway;
    private int _late;
    private long? _logged;

    /// <summary>The guard of a port.</summary>
    /// <param name="limits">Its limits.</param>
    /// <param name="unfinished">The bytes of messages that are not complete, of all ports.</param>
    /// <param name="log">Told now and then how many connections were closed.</param>
    /// <param name="time">The clock.</param>
    public PortGuard(PortLimits limits, UnfinishedMessages unfinished, ILogger log, TimeProvider time)
    {
        (_limits, _unfinished, _log, _time) = (limits, unfinished, log, time);
        _refusals = new Refusals(limits.Setting, log, time);
        _timer = time.CreateTimer(_ => CloseOverdue(), null, Interval, Interval);
    }

    /// <summary>The most bytes of one message.</summary>
    public long LongestMessage => _limits.MessageBytes;

    /// <summary>The deadline of the next bytes of a message that has begun.</summary>
    public long DeadlineOfMessage() => DeadlineIn(_limits.MessageTimeout);

    /// <summary>Lets a connection in.</summary>
    /// <returns>Null where there are too many.</returns>
    public GuardedConnection? Admit(ConnectionContext context)
    {
        var connection = new GuardedConnection(context, this, DeadlineIn(_limits.HandshakeTimeout));
        lock (_lock)
        {
            if (!HasRoom(connection.Address))
            {
                _turnedAway++;
                return null;
            }

            _all.Add(connection);
            _strangers.AddLast(connection);
            CollectionsMarshal.GetValueRefOrAddDefault(_fromAddress, connection.Address, out _)++;
        }

        context.ConnectionClosed.Register(() => Forget(connection));
        return connection;
    }

    /// <summary>Notes a complete handshake.</summary>
    public void Know(GuardedConnection connection)
    {
        lock (_lock) _strangers.Remove(connection);
    }

    /// <summary>Notes that TLS has refused a connection.</summary>
    public void Refuse(GuardedConnection connection, Refusal refusal) => _refusals.Add(connection.Address, refusal);

    /// <summary>Notes bytes of a message that is not complete.</summary>
    public void Hold(GuardedConnection connection, long bytes) =>
        _unfinished.Hold(connection, bytes)?.Abort(
            "There are too many bytes of messages that are not complete, and most of them are this connection's.");

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private long DeadlineIn(TimeSpan time) => _time.GetTimestamp() + (long)(time.TotalSeconds * _time.TimestampFrequency);

    private bool HasRoom(IPAddress address) =>
        (_fromAddress.GetValueOrDefault(address) < _limits.ConnectionsPerAddress || GivesWay(stranger => stranger.Address.Equals(address)))
        && (_all.Count < _limits.Connections || GivesWay(_ => true));

    private bool GivesWay(Func<GuardedConnection, bool> fits)
    {
        if (_strangers.FirstOrDefault(fits) is not { } stranger) return false;
        Remove(stranger);
        _turnedAway++;
        stranger.Abort("Others wait for the place of a connection that sends nothing.");
        return true;
    }

    private void Forget(GuardedConnection connection)
    {
        lock (_lock) Remove(connection);
        _unfinished.Forget(connection);
    }

    private void Remove(GuardedConnection connection)
    {
        if (!_all.Remove(connection)) return;
        _strangers.Remove(connection);
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_fromAddress, connection.Address);
        if (--count == 0) _fromAddress.Remove(connection.Address);
    }

    private void CloseOverdue()
    {
        var now = _time.GetTimestamp();
        List<GuardedConnection> overdue;
        lock (_lock)
        {
            overdue = [.. _all.Where(connection => connection.IsOverdue(now))];
            _late += overdue.Count;
            foreach (var connection in overdue) Remove(connection);
        }

        foreach (var connection in overdue)
            connection.Abort(connection.IsKnown ? "A message was begun and did not go on." : "The handshake did not come.");
        Tell();
        _refusals.Tell();
    }

    private void Tell()
    {
        int turnedAway, late;
        lock (_lock)
        {
            if (_turnedAway + _late == 0 || (_logged is { } logged && _time.GetElapsedTime(logged) < LogInterval)) return;
            (turnedAway, late, _turnedAway, _late, _logged) = (_turnedAway, _late, 0, 0, _time.GetTimestamp());
        }

        NetworkingLog.Closed(_log, _limits.Setting, turnedAway, late);
    }
}
