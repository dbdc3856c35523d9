using LlmWorkload.Analyses;
using LlmWorkload.Kernels;

namespace LlmWorkload.Tests.Series;

/// <summary>What an answer says whatever the order of rows in it.</summary>
internal static class BucketAnswers
{
    /// <summary>The rows of each cell as texts of their values, in the order of the texts.</summary>
    public static IEnumerable<(int Cell, IEnumerable<string> Rows)> Rows(this BucketValues.Answer answer)
    {
        var columns = Array.ConvertAll(answer.Columns, column => Decoded(column, answer.Counts.Sum()));
        var start = 0;
        foreach (var (cell, count) in answer.Cells.Zip(answer.Counts))
        {
            yield return (cell, Enumerable.Range(start, count)
                .Select(row => string.Join(' ', columns.Select(column => column[row]))).Order(StringComparer.Ordinal).ToList());
            start += count;
        }
    }

    /// <summary>The hashes of the users of each cell, ascending.</summary>
    public static IEnumerable<IEnumerable<ulong>> Cells(this CellUsers users)
    {
        var members = Decoded(users.Members, users.Counts.Sum());
        var start = 0;
        foreach (var count in users.Counts)
        {
            yield return members[start..(start + count)].Select(member => users.Hashes[member]).Order().ToList();
            start += count;
        }
    }

    private static long[] Decoded(byte[] encoded, int count)
    {
        var values = new long[count];
        NarrowIntegers.Decode(encoded, values);
        return values;
    }
}
