using System.Net;
using LlmWorkload.Certificates;
using Microsoft.AspNetCore.Connections;

namespace LlmWorkload.Networking;

/// <summary>
/// What a port's guard knows of one connection. The connection's reader reports what arrives. The guard asks whether its time is up.
/// </summary>
internal sealed class GuardedConnection
{
    private const long Never = long.MaxValue;

    private readonly ConnectionContext _context;
    private readonly PortGuard _guard;
    private long _deadline;

    /// <summary>A connection that has just been accepted.</summary>
    /// <param name="context">The connection.</param>
    /// <param name="guard">The guard of its port.</param>
    /// <param name="deadline">When its handshake must be complete, as a timestamp of the guard's clock.</param>
    public GuardedConnection(ConnectionContext context, PortGuard guard, long deadline)
    {
        (_context, _guard, _deadline) = (context, guard, deadline);
        Address = (context.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
    }

    /// <summary>Where it comes from.</summary>
    public IPAddress Address { get; }

    /// <summary>Whether it has sent its handshake.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Held while <see cref="Unfinished"/> changes.</summary>
    public Lock Counting { get; } = new();

    /// <summary>Whether it has ended. It then counts for nothing.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>Bytes of a message that is not complete, as <see cref="UnfinishedMessages"/> counts them.</summary>
    public long Unfinished { get; set; }

    /// <summary>The most bytes of one message.</summary>
    public long LongestMessage => _guard.LongestMessage;

    /// <summary>Whether it is late with its handshake or with the rest of a message.</summary>
    public bool IsOverdue(long now) => Volatile.Read(ref _deadline) < now;

    /// <summary>Notes what has been read: a complete handshake or message, and the bytes behind it.</summary>
    /// <param name="consumed">Whether something was complete.</param>
    /// <param name="unfinished">Bytes of what is not complete.</param>
    public void Read(bool consumed, long unfinished)
    {
        if (consumed && !IsKnown)
        {
            IsKnown = true;
            _guard.Know(this);
        }

        // Before the handshake the first deadline stays. After it, a connection may be silent, but a message that has begun must go on.
        if (IsKnown) Volatile.Write(ref _deadline, unfinished > 0 ? _guard.DeadlineOfMessage() : Never);
        _guard.Hold(this, unfinished);
    }

    /// <summary>Notes that TLS has refused it.</summary>
    public void Refuse(Refusal refusal) => _guard.Refuse(this, refusal);

    /// <summary>Ends it.</summary>
    public void Abort(string reason) => _context.Abort(new ConnectionAbortedException(reason));
}
