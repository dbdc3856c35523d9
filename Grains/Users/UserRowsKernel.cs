using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Users;

/// <summary>Picks one user's rows out of a partition.</summary>
internal static class UserRowsKernel
{
    /// <summary>The rows of a user by start, ties in input order; null where there are none.</summary>
    public static UserRows? Read(SegmentColumns columns, ulong user, long version)
    {
        var (users, userOf) = columns.Hashes(ColumnId.User);
        var wanted = Array.IndexOf(users, user);
        if (wanted < 0) return null;

        var started = columns.Integers(ColumnId.Started);
        var rows = Ordered(started, userOf, wanted, columns.Scratch);
        var (models, modelOf) = columns.Hashes(ColumnId.Model);
        var (asked, askedOf) = Compact(models, Pick<int>(modelOf, rows));
        return new UserRows(
            version,
            Pick<long>(started, rows),
            asked,
            askedOf,
            Pick<long>(columns.Integers(ColumnId.InputTokens), rows),
            Pick<long>(columns.Integers(ColumnId.OutputTokens), rows),
            Optional(columns, ColumnId.CachedTokens, rows),
            Optional(columns, ColumnId.Failed, rows),
            Optional(columns, ColumnId.Cost, rows));
    }

    private static long[]? Optional(SegmentColumns columns, ColumnId id, ReadOnlySpan<int> rows) =>
        columns.Has(id) && Pick<long>(columns.Integers(id), rows) is var picked && picked.AsSpan().ContainsAnyExcept(Missing.Value)
            ? picked
            : null;

    // The wanted user's rows by start, ties in input order.
    private static ReadOnlySpan<int> Ordered(ReadOnlySpan<long> started, ReadOnlySpan<int> userOf, int wanted, Scratch scratch)
    {
        var ofWanted = scratch.Rent(userOf.Length, -1);
        for (var row = 0; row < userOf.Length; row++)
        {
            if (userOf[row] == wanted) ofWanted[row] = 0;
        }

        return UserOrder.Of([0], ofWanted, started, scratch).Rows(0);
    }

    private static T[] Pick<T>(ReadOnlySpan<T> column, ReadOnlySpan<int> rows)
    {
        var picked = new T[rows.Length];
        for (var i = 0; i < picked.Length; i++) picked[i] = column[rows[i]];
        return picked;
    }

    private static (ulong[] Values, int[] Index) Compact(ulong[] values, int[] index)
    {
        var used = index.Distinct().ToArray();
        var place = new Dictionary<int, int>();
        foreach (var old in used) place.Add(old, place.Count);
        return (Array.ConvertAll(used, old => values[old]), Array.ConvertAll(index, old => place[old]));
    }
}
