using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The distinct users of each cell that has requests.</summary>
/// <param name="Hashes">The hashes of all users' ids, each once, in any order.</param>
/// <param name="Counts">How many users each of the cells has.</param>
/// <param name="Members">The users of one cell after the other, as places among the hashes; see <see cref="NarrowIntegers"/>.</param>
[GenerateSerializer, Immutable, Alias("llmwl.series.users")]
internal sealed record CellUsers([property: Id(0)] ulong[] Hashes, [property: Id(1)] int[] Counts, [property: Id(2)] byte[] Members)
{
    /// <summary>The users of cells.</summary>
    /// <param name="hashes">Distinct users, in any order.</param>
    /// <param name="userOf">For each row its user; −1 where it has none.</param>
    /// <param name="cellOf">For each row the place of its cell.</param>
    /// <param name="cells">How many cells there are.</param>
    /// <param name="scratch">Memory to work in.</param>
    public static CellUsers Of(ulong[] hashes, ReadOnlySpan<int> userOf, ReadOnlySpan<int> cellOf, int cells, Scratch scratch)
    {
        // Rows are put in the order of their cells. So a user is new to a cell where the user's last one is another.
        var ordered = GroupedRows<int>.Of(cellOf, cells, userOf, scratch);
        var counts = new int[cells];
        var lastCell = scratch.Rent(hashes.Length, -1);
        var members = scratch.Rent<long>(userOf.Length);
        var n = 0;
        for (var cell = 0; cell < cells; cell++)
        {
            var first = n;
            foreach (var user in ordered[cell])
            {
                if (user < 0 || lastCell[user] == cell) continue;
                lastCell[user] = cell;
                members[n++] = user;
            }

            counts[cell] = n - first;
        }

        return new CellUsers(hashes, counts, NarrowIntegers.Encode(members[..n]));
    }

    /// <summary>The users of the cells of several parts.</summary>
    /// <param name="parts">The users of each part.</param>
    /// <param name="places">For each part, the places of its cells among those of the result.</param>
    /// <param name="cells">How many cells the result has.</param>
    public static CellUsers Merge(IReadOnlyList<CellUsers> parts, IReadOnlyList<int[]> places, int cells)
    {
        using var scratch = new Scratch();
        var numbering = new HashNumbering(scratch);
        var all = parts.Sum(part => part.Counts.Sum());
        var userOf = scratch.Rent<int>(all);
        var cellOf = scratch.Rent<int>(all);
        var at = 0;
        foreach (var (part, place) in parts.Zip(places))
        {
            part.Number(ref numbering, userOf[at..]);
            for (var cell = 0; cell < place.Length; cell++)
            {
                cellOf.Slice(at, part.Counts[cell]).Fill(place[cell]);
                at += part.Counts[cell];
            }
        }

        return Of(numbering.ToArray(), userOf, cellOf, cells, scratch);
    }

    /// <summary>Numbers the members so that a user of several models has one number.</summary>
    /// <param name="numbering">The users that have a number.</param>
    /// <param name="numbers">Gets the numbers of the members of one cell after the other; there may be room behind them.</param>
    public void Number(ref HashNumbering numbering, Span<int> numbers)
    {
        using var scratch = new Scratch();
        var numberOf = scratch.Rent<int>(Hashes.Length);
        for (var user = 0; user < numberOf.Length; user++) numberOf[user] = numbering.NumberOf(Hashes[user]);
        var members = scratch.Rent<long>(Counts.Sum());
        NarrowIntegers.Decode(Members, members);
        for (var i = 0; i < members.Length; i++) numbers[i] = numberOf[(int)members[i]];
    }
}
