using LlmWorkload.Segments;

namespace LlmWorkload.Users;

/// <summary>Picks one user's rows out of a partition.</summary>
public static class UserRowsKernel
{
    /// <summary>The rows of a user by start, ties in input order; null where there are none.</summary>
    public static UserRows? Read(SegmentColumns columns, ulong user, long version)
    {
        var (users, userOf) = columns.Hashes(ColumnId.User);
        var wanted = Array.IndexOf(users, user);
        if (wanted < 0) return null;

        var started = columns.Integers(ColumnId.Started);
        var rows = Enumerable.Range(0, started.Length).Where(row => userOf[row] == wanted).OrderBy(row => started[row]).ToArray();
        var (models, modelOf) = columns.Hashes(ColumnId.Model);
        var (asked, askedOf) = Compact(models, Pick(modelOf, rows));
        return new UserRows(
            version,
            Pick(started, rows),
            asked,
            askedOf,
            Pick(columns.Integers(ColumnId.InputTokens), rows),
            Pick(columns.Integers(ColumnId.OutputTokens), rows));
    }

    private static T[] Pick<T>(T[] column, int[] rows) => Array.ConvertAll(rows, row => column[row]);

    private static (ulong[] Values, int[] Index) Compact(ulong[] values, int[] index)
    {
        var used = index.Distinct().ToArray();
        var place = new Dictionary<int, int>();
        foreach (var old in used) place.Add(old, place.Count);
        return (Array.ConvertAll(used, old => values[old]), Array.ConvertAll(index, old => place[old]));
    }
}
