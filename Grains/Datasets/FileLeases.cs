namespace LlmWorkload.Datasets;

/// <summary>
/// Which client ingests which file of a dataset, so that no two do the same work. Leases are kept in memory alone: without them, too, every
/// row is in once. A silo that takes the dataset over hears of a holder from the holder itself, or from a client that waits for it.
/// </summary>
internal sealed class FileLeases(TimeProvider time)
{
    /// <summary>How long a client keeps its files after its last call.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    private readonly Dictionary<int, Guid> _holders = [];
    private readonly Dictionary<Guid, long?> _heard = []; // client → when it last called; null for a client that has left
    private long _life;

    /// <summary>Whether every client has left, or has not called within <see cref="Length"/>.</summary>
    public bool IsIdle => !_heard.Keys.Any(IsThere);

    /// <summary>Gives a file to a client, unless another client has it.</summary>
    /// <param name="life">The dataset's life.</param>
    /// <param name="file">Index of the file.</param>
    /// <param name="client">The client.</param>
    /// <param name="awaited">The holder that the client was told before. It keeps the file where nothing is known of the file here.</param>
    /// <returns>The holder of the file.</returns>
    public Guid Claim(long life, int file, Guid client, Guid? awaited)
    {
        BeginLife(life);
        _heard[client] = time.GetTimestamp();
        if (!_holders.TryGetValue(file, out var holder))
        {
            holder = awaited ?? client;
            _heard.TryAdd(holder, time.GetTimestamp());
        }

        return _holders[file] = IsThere(holder) ? holder : client;
    }

    /// <summary>Frees what a client holds.</summary>
    public void Leave(long life, Guid client)
    {
        BeginLife(life);
        _heard[client] = null;
    }

    private bool IsThere(Guid client) => _heard[client] is { } at && time.GetElapsedTime(at) < Length;

    private void BeginLife(long life)
    {
        if (life == _life) return;
        _life = life;
        _holders.Clear();
        _heard.Clear();
    }
}
