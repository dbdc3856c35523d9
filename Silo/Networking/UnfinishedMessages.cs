using System.Collections.Concurrent;

namespace LlmWorkload.Networking;

/// <summary>
/// Bounds the bytes of messages that are not complete, over all connections of a silo. Where there are too many, the connection that holds
/// most of them is closed.
/// </summary>
/// <param name="most">The most bytes.</param>
internal sealed class UnfinishedMessages(long most)
{
    // The bytes that one read can leave of any message. Fewer are not counted, so that usual messages cost nothing.
    private const int Few = 256 * 1024;

    private readonly ConcurrentDictionary<GuardedConnection, bool> _holders = new();
    private long _total;

    /// <summary>Notes what a connection holds.</summary>
    /// <returns>The connection to close; null where there is none.</returns>
    public GuardedConnection? Hold(GuardedConnection connection, long bytes)
    {
        long change, total;
        lock (connection.Counting)
        {
            if (bytes < Few || connection.IsForgotten) bytes = 0;
            change = bytes - connection.Unfinished;
            if (change == 0) return null;
            connection.Unfinished = bytes;
            total = Interlocked.Add(ref _total, change);
            if (bytes > 0) _holders[connection] = true;
            else _holders.TryRemove(connection, out _);
        }

        return total > most && change > 0 ? _holders.Keys.MaxBy(holder => holder.Unfinished) : null;
    }

    /// <summary>Counts nothing of a connection from now on.</summary>
    public void Forget(GuardedConnection connection)
    {
        lock (connection.Counting) connection.IsForgotten = true;
        Hold(connection, 0);
    }
}
