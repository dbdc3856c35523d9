namespace LlmWorkload.Users;

/// <summary>Distinct models in consecutive windows of users' requests.</summary>
internal static class DiversityWindows
{
    /// <summary>
    /// Cuts each user's rows, in the order of <paramref name="order"/>, into windows of <paramref name="window"/> requests, and counts the
    /// distinct models of each window. A last partial window is included.
    /// </summary>
    /// <param name="order">The users and their rows.</param>
    /// <param name="users">The users to count, as positions in <see cref="UserOrder.Users"/>.</param>
    /// <param name="modelOf">Per row of the columns, the index of its model; never missing.</param>
    /// <param name="models">Number of models; every index is below it.</param>
    /// <param name="window">Requests of a window.</param>
    /// <returns>
    /// For each user asked for, the counts of that user's windows in their order: ⌈requests/window⌉ of them, each at least 1.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The window is below 1.</exception>
    public static long[][] Count(UserOrder order, ReadOnlySpan<int> users, ReadOnlySpan<int> modelOf, int models, int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        var lastSeen = new int[models];
        var number = 0;
        var counts = new long[users.Length][];
        for (var i = 0; i < users.Length; i++)
        {
            var rows = order.Rows(users[i]);
            var windows = new long[(rows.Length + (long)window - 1) / window];
            for (var w = 0; w < windows.Length; w++)
            {
                number++;
                var from = w * window;
                foreach (var row in rows.Slice(from, Math.Min(window, rows.Length - from)))
                {
                    ref var seen = ref lastSeen[modelOf[row]];
                    if (seen == number) continue;
                    seen = number;
                    windows[w]++;
                }
            }

            counts[i] = windows;
        }

        return counts;
    }
}
