using LlmWorkload.Segments;

namespace LlmWorkload.Kernels;

/// <summary>The inter-arrival times of requests in the order of their starts, equal starts in input order.</summary>
internal static class InterArrivalTimes
{
    /// <summary>The inter-arrival times of the whole sequence, 0 included: one fewer than requests.</summary>
    /// <param name="started">Starts in UTC ticks, in any order, none missing. They are sorted in place.</param>
    /// <param name="scratch">Memory for the result.</param>
    public static InterArrivalSeries OfAll(Span<long> started, Scratch scratch)
    {
        RadixSort.Sort(started);
        var count = Math.Max(0, started.Length - 1);
        var interArrivals = scratch.Rent<long>(count);
        var previous = scratch.Rent<int>(count);
        for (var i = 0; i < count; i++)
        {
            interArrivals[i] = started[i + 1] - started[i];
            previous[i] = i - 1;
        }

        return new InterArrivalSeries(interArrivals, started[(started.Length - count)..], previous);
    }

    /// <summary>
    /// The inter-arrival times within each user's own sequence. Those of all users are together, in the order of the later requests.
    /// </summary>
    /// <param name="started">Starts in UTC ticks, in any order, none missing.</param>
    /// <param name="users">
    /// The user of each request, 0 … <paramref name="userCount"/> − 1; −1 for a request without a user, which counts for nothing.
    /// </param>
    /// <param name="userCount">How many users there are.</param>
    /// <param name="scratch">Memory for the result.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static InterArrivalSeries OfUsers(ReadOnlySpan<long> started, ReadOnlySpan<int> users, int userCount, Scratch scratch)
    {
        if (started.Length != users.Length)
            throw new ArgumentException($"{started.Length} starts, but {users.Length} users.", nameof(users));
        var order = StableOrder.IsAscending(started) ? [] : StableOrder.Of(started, scratch).Order;
        var interArrivals = scratch.Rent<long>(started.Length);
        var later = scratch.Rent<long>(started.Length);
        var previous = scratch.Rent<int>(started.Length);
        var last = scratch.Rent(userCount, (Start: Missing.Value, Index: -1));
        var count = 0;
        for (var i = 0; i < started.Length; i++)
        {
            var row = order.IsEmpty ? i : order[i];
            if (users[row] < 0) continue;
            ref var before = ref last[users[row]];
            if (before.Start != Missing.Value)
            {
                interArrivals[count] = started[row] - before.Start;
                later[count] = started[row];
                previous[count] = before.Index;
                before.Index = count++;
            }

            before.Start = started[row];
        }

        return new InterArrivalSeries(interArrivals[..count], later[..count], previous[..count]);
    }
}
