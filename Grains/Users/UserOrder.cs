using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Users;

/// <summary>
/// The rows of a partition by user, and each user's rows by start, ties in input order. Rows without a user are not in it.
/// </summary>
/// <remarks>It lives as long as the scratch that it was made in.</remarks>
internal readonly ref struct UserOrder
{
    private readonly ReadOnlySpan<int> _first;
    private readonly ReadOnlySpan<int> _rows;
    private readonly ReadOnlySpan<long> _started;

    private UserOrder(ulong[] users, ReadOnlySpan<int> first, ReadOnlySpan<int> rows, ReadOnlySpan<long> started)
    {
        Users = users;
        _first = first;
        _rows = rows;
        _started = started;
    }

    /// <summary>The users' hashes. A user is known by the position in them.</summary>
    public ulong[] Users { get; }

    /// <summary>Rows of one user.</summary>
    public int Requests(int user) => _first[user + 1] - _first[user];

    /// <summary>Rows of each user.</summary>
    public int[] Requests()
    {
        var requests = new int[Users.Length];
        for (var user = 0; user < requests.Length; user++) requests[user] = Requests(user);
        return requests;
    }

    /// <summary>One user's rows in order, as positions in the columns.</summary>
    public ReadOnlySpan<int> Rows(int user) => _rows.Slice(_first[user], Requests(user));

    /// <summary>The starts of one user's rows in ticks, ascending.</summary>
    public ReadOnlySpan<long> Started(int user) => _started.Slice(_first[user], Requests(user));

    /// <summary>Orders the rows of a partition.</summary>
    public static UserOrder Of(SegmentColumns columns)
    {
        var (users, userOf) = columns.Hashes(ColumnId.User);
        return Of(users, userOf, columns.Integers(ColumnId.Started), columns.Scratch);
    }

    /// <summary>Orders rows given as columns of one length.</summary>
    /// <param name="users">The users' hashes.</param>
    /// <param name="userOf">Per row, in input order, an index into <paramref name="users"/>; −1 for a row that is left out.</param>
    /// <param name="started">Per row, its start in ticks; never missing.</param>
    /// <param name="scratch">Memory for the result.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static UserOrder Of(ulong[] users, ReadOnlySpan<int> userOf, ReadOnlySpan<long> started, Scratch scratch)
    {
        if (userOf.Length != started.Length)
            throw new ArgumentException($"There are {userOf.Length} users but {started.Length} starts.", nameof(started));
        var first = Places(users.Length, userOf, scratch);
        var rows = scratch.Rent<int>(first[^1]);
        var times = scratch.Rent<long>(rows.Length);
        var next = scratch.Rent<int>(first.Length);
        first.CopyTo(next);
        for (var row = 0; row < userOf.Length; row++)
        {
            if (userOf[row] < 0) continue;
            var place = next[userOf[row]]++;
            rows[place] = row;
            times[place] = started[row];
        }

        for (var user = 0; user < users.Length; user++)
        {
            var (from, length) = (first[user], first[user + 1] - first[user]);
            SortStably(times.Slice(from, length), rows.Slice(from, length));
        }

        return new UserOrder(users, first, rows, times);
    }

    private static Span<int> Places(int users, ReadOnlySpan<int> userOf, Scratch scratch)
    {
        var first = scratch.Rent(users + 1, 0);
        foreach (var user in userOf)
        {
            if (user >= 0) first[user + 1]++;
        }

        for (var user = 0; user < users; user++) first[user + 1] += first[user];
        return first;
    }

    // The rows come in input order, and most logs are written in order of time. Then there is nothing to sort.
    private static void SortStably(Span<long> times, Span<int> rows)
    {
        if (StableOrder.IsAscending(times)) return;
        times.Sort(rows);
        for (int from = 0, to; from < times.Length; from = to)
        {
            to = from + 1;
            while (to < times.Length && times[to] == times[from]) to++;
            if (to - from > 1) rows[from..to].Sort();
        }
    }
}
