using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The distinct users of each cell that has requests.</summary>
/// <param name="Hashes">The hashes of all users' ids, ascending.</param>
/// <param name="Counts">How many users each of the cells has.</param>
/// <param name="Members">The users of one cell after the other, as ascending places among the hashes, bit-packed.</param>
[GenerateSerializer, Immutable, Alias("llmwl.series.users")]
internal sealed record CellUsers([property: Id(0)] ulong[] Hashes, [property: Id(1)] int[] Counts, [property: Id(2)] byte[] Members)
{
    /// <summary>The users of cells.</summary>
    /// <param name="hashes">Distinct users, in any order; it is sorted.</param>
    /// <param name="userOf">For each row its user; −1 where it has none. It is overwritten.</param>
    /// <param name="cellOf">For each row the place of its cell.</param>
    /// <param name="cells">How many cells there are.</param>
    /// <param name="scratch">Memory to work in.</param>
    public static CellUsers Of(ulong[] hashes, Span<int> userOf, ReadOnlySpan<int> cellOf, int cells, Scratch scratch)
    {
        var rank = Ranks(hashes, scratch);
        var ends = scratch.Rent(hashes.Length + 1, 0);
        foreach (ref var user in userOf)
        {
            if (user < 0) continue;
            user = rank[user];
            ends[user + 1]++;
        }

        for (var user = 0; user < hashes.Length; user++) ends[user + 1] += ends[user];
        var rows = scratch.Rent<int>(ends[^1]);
        for (var row = 0; row < userOf.Length; row++)
        {
            if (userOf[row] >= 0) rows[ends[userOf[row]]++] = row;
        }

        // Rows come by user, ascending. So a user is new to a cell where the cell's last one is another.
        var counts = new int[cells];
        var last = scratch.Rent(cells, -1);
        foreach (var row in rows)
        {
            if (last[cellOf[row]] == userOf[row]) continue;
            last[cellOf[row]] = userOf[row];
            counts[cellOf[row]]++;
        }

        var next = scratch.Rent<int>(cells);
        var all = 0;
        for (var cell = 0; cell < cells; cell++) (next[cell], all) = (all, all + counts[cell]);
        var members = scratch.Rent<long>(all);
        last.Fill(-1);
        foreach (var row in rows)
        {
            if (last[cellOf[row]] == userOf[row]) continue;
            last[cellOf[row]] = userOf[row];
            members[next[cellOf[row]]++] = userOf[row];
        }

        return new CellUsers(hashes, counts, PackedIntegers.Encode(members));
    }

    /// <summary>The users of the cells of several parts.</summary>
    /// <param name="parts">The users of each part.</param>
    /// <param name="places">For each part, the places of its cells among those of the result.</param>
    /// <param name="cells">How many cells the result has.</param>
    public static CellUsers Merge(IReadOnlyList<CellUsers> parts, IReadOnlyList<int[]> places, int cells)
    {
        ulong[] hashes = [.. parts.SelectMany(part => part.Hashes).Distinct().Order()];
        var members = new SortedSet<int>[cells];
        for (var cell = 0; cell < cells; cell++) members[cell] = [];
        foreach (var (part, place) in parts.Zip(places))
        {
            var number = Array.ConvertAll(part.Hashes, hash => Array.BinarySearch(hashes, hash));
            var users = PackedIntegers.Decode(part.Members);
            for (int cell = 0, at = 0; cell < place.Length; cell++)
            {
                for (var end = at + part.Counts[cell]; at < end; at++) members[place[cell]].Add(number[users[at]]);
            }
        }

        return new CellUsers(
            hashes, Array.ConvertAll(members, cell => cell.Count),
            PackedIntegers.Encode([.. members.SelectMany(cell => cell).Select(user => (long)user)]));
    }

    // Sorts the hashes, and tells the new place of each.
    private static ReadOnlySpan<int> Ranks(ulong[] hashes, Scratch scratch)
    {
        var order = new int[hashes.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(hashes, order);
        var rank = scratch.Rent<int>(hashes.Length);
        for (var i = 0; i < order.Length; i++) rank[order[i]] = i;
        return rank;
    }
}
