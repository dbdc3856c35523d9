namespace LlmWorkload.Kernels;

/// <summary>Times between successive requests, ordered by their start, equal starts in input order.</summary>
public static class InterArrivalTimes
{
    /// <summary>What each difference is raised to, in ticks: one millisecond.</summary>
    public const long Shortest = TimeSpan.TicksPerMillisecond;

    /// <summary>Differences of the whole sequence: one fewer than requests.</summary>
    /// <param name="started">Starts in UTC ticks, in any order, none missing.</param>
    public static InterArrivalSeries OfAll(ReadOnlySpan<long> started)
    {
        var ascending = started.ToArray();
        RadixSort.Sort(ascending);
        var count = Math.Max(0, ascending.Length - 1);
        var (gaps, later, previous) = (new long[count], new long[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            later[i] = ascending[i + 1];
            gaps[i] = Math.Max(Shortest, ascending[i + 1] - ascending[i]);
            previous[i] = i - 1;
        }

        return new InterArrivalSeries(gaps, later, previous);
    }

    /// <summary>Differences within each user's own sequence, of all users together in the order of the later requests.</summary>
    /// <param name="started">Starts in UTC ticks, in any order, none missing.</param>
    /// <param name="users">The user of each request, 0 … <paramref name="userCount"/> − 1; −1 for none, and such a request counts for nothing.</param>
    /// <param name="userCount">How many users there are.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static InterArrivalSeries OfUsers(ReadOnlySpan<long> started, ReadOnlySpan<int> users, int userCount)
    {
        if (started.Length != users.Length) throw new ArgumentException($"{started.Length} starts, but {users.Length} users.", nameof(users));
        var order = StableOrder.IsAscending(started) ? null : StableOrder.Of(started).Order;
        var (gaps, later, previous) = (new long[started.Length], new long[started.Length], new int[started.Length]);
        var (lastStart, lastGap) = (new long[userCount], new int[userCount]);
        Array.Fill(lastStart, Missing.Value);
        Array.Fill(lastGap, -1);
        var count = 0;
        for (var i = 0; i < started.Length; i++)
        {
            var row = order is null ? i : order[i];
            var user = users[row];
            if (user < 0) continue;
            if (lastStart[user] != Missing.Value)
            {
                gaps[count] = Math.Max(Shortest, started[row] - lastStart[user]);
                later[count] = started[row];
                previous[count] = lastGap[user];
                lastGap[user] = count++;
            }

            lastStart[user] = started[row];
        }

        return new InterArrivalSeries(gaps[..count], later[..count], previous[..count]);
    }
}
