using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Export;

/// <summary>The rows of a model as the clients of a pool.</summary>
/// <remarks>It lives as long as the columns that it was made of.</remarks>
internal readonly ref struct PoolRows
{
    private const long TokenWidth = PoolChunk.TokenSeconds * TimeSpan.TicksPerSecond;

    private readonly SegmentColumns _columns;
    private readonly UserOrder _order;
    private readonly ReadOnlySpan<long> _input;
    private readonly ReadOnlySpan<long> _output;

    /// <summary>Orders rows.</summary>
    public PoolRows(SegmentColumns columns)
    {
        _columns = columns;
        _order = UserOrder.Of(columns);
        _input = columns.Integers(ColumnId.InputTokens);
        _output = columns.Integers(ColumnId.OutputTokens);
    }

    /// <summary>The users' hashes. A user is known by the position in them.</summary>
    public ulong[] Users => _order.Users;

    /// <summary>The requests of a user.</summary>
    public int Requests(int user) => _order.Requests(user);

    /// <summary>The users that are clients of the pool.</summary>
    public List<int> Clients()
    {
        var clients = new List<int>();
        for (var user = 0; user < Users.Length; user++)
        {
            if (HasTokens(_order.Rows(user)) && PoolWindows.Counted(_order.Started(user)).Count > 0) clients.Add(user);
        }

        return clients;
    }

    /// <summary>What a user sends.</summary>
    public PoolChunk Chunk(int user) => Chunk(_order.Started(user), _order.Rows(user));

    /// <summary>What is in no counted window of a client, as one client more.</summary>
    public PoolChunk Rest()
    {
        var isTaken = _columns.Scratch.Rent(_columns.Rows, false);
        foreach (var user in Clients())
        {
            var rows = _order.Rows(user);
            foreach (var (from, end) in PoolWindows.Counted(_order.Started(user)))
            {
                foreach (var row in rows[from..end]) isTaken[row] = true;
            }
        }

        var starts = _columns.Integers(ColumnId.Started);
        var left = _columns.Scratch.Rent<int>(_columns.Rows);
        var count = 0;
        for (var row = 0; row < isTaken.Length; row++)
        {
            if (isTaken[row]) continue;
            (starts[count], left[count]) = (starts[row], row);
            count++;
        }

        starts[..count].Sort(left[..count]);
        return Chunk(starts[..count], left[..count]);
    }

    private bool HasTokens(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            if (HasTokens(row)) return true;
        }

        return false;
    }

    private bool HasTokens(int row) => _input[row] != Missing.Value && _output[row] != Missing.Value;

    private PoolChunk Chunk(ReadOnlySpan<long> started, ReadOnlySpan<int> rows)
    {
        var windows = PoolWindows.Of(started);
        var tokens = new List<PoolTokens>();
        for (var (from, end) = (0, 0); from < rows.Length; from = end)
        {
            var part = started[from] / TokenWidth;
            for (end = from + 1; end < rows.Length && started[end] / TokenWidth == part;) end++;
            if (HasTokens(rows[from..end])) tokens.Add(Tokens(part, rows[from..end]));
        }

        if (windows.Length > 0 && tokens.Count > 0 && windows[0].Start / TokenWidth is var first && first < tokens[0].Start / TokenWidth)
            tokens.Insert(0, Tokens(first, rows));
        return new PoolChunk(rows.Length, windows, [.. tokens]);
    }

    private PoolTokens Tokens(long part, ReadOnlySpan<int> rows)
    {
        var (input, output) = (new long[rows.Length], new long[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
            (input[i], output[i]) = HasTokens(rows[i]) ? (_input[rows[i]], _output[rows[i]]) : (Missing.Value, Missing.Value);
        return new PoolTokens(part * TokenWidth, Frequencies(input), Frequencies(output));
    }

    private static PoolFrequencies Frequencies(long[] values)
    {
        var map = FrequencyMap.Of(values);
        return new PoolFrequencies(PackedIntegers.Encode(map.Values), PackedIntegers.Encode(map.Counts));
    }
}
