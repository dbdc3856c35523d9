using System.Collections.Concurrent;

namespace LlmWorkload.Networking;

/// <summary>
/// Bounds the bytes of messages that are not complete, over all connections of a silo: where they are too many, the connection that holds
/// most of them goes.
/// </summary>
/// <param name="most">The most bytes.</param>
internal sealed class UnfinishedMessages(long most)
{
    // What one read may leave of any message. Below it nothing is counted, so that usual messages cost nothing.
    private const int Few = 256 * 1024;

    private readonly ConcurrentDictionary<GuardedConnection, bool> _holders = new();
    private long _total;

    /// <summary>Takes note of what a connection holds.</summary>
    /// <returns>The connection that must go; null where there is none.</returns>
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
