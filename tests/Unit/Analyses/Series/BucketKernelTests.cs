using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Tests.Models;

namespace LlmWorkload.Tests.Series;

/// <summary>The kernels of series against sums and sorted lists that are made row by row.</summary>
public sealed class BucketKernelTests
{
    private static readonly string?[] Functions = ["call-2", null, "call-0"];
    private static readonly int[] Users = [3, 1];

    // Of the functions one is among the others; of the users, those without one and all but two.
    private static readonly SeriesGroups ByFunction = new(ColumnId.Function, ["call-2", "call-0"], [], 1);
    private static readonly SeriesGroups ByUser = new(ColumnId.User, [], [.. Users.Select(Hash)], -1);

    [Fact]
    public void Counts_are_those_of_the_rows_of_each_cell() => Check((log, groups, groupOf) =>
    {
        var cells = new SeriesCells(SplitRowsLog.Buckets, groups);
        var answer = Ask<BucketCounts.Answer>(BucketCounts.Kernel, new BucketCounts.Question(cells), log);
        var plain = ByCell(log, groupOf);

        Assert.Equal(plain.Keys, answer.Cells);
        Assert.Equal(plain.Values.Select(rows => (long)rows.Count), answer.Requests);
        Assert.Equal(plain.Values.Select(rows => Sum(rows, row => row.Row.Input)), answer.Input);
        Assert.Equal(plain.Values.Select(rows => Sum(rows, row => row.Row.Output)), answer.Output);
        Assert.Equal(plain.Values.Select(rows => Sum(rows, row => row.IsRare ? row.Row.Output : Missing.Value)), answer.Cached);
        Assert.Equal(plain.Values.Select(rows => Sum(rows, row => row.IsRare ? row.Row.Ttft : Missing.Value)), answer.Cost);
        Assert.Equal(
            plain.Values.Select(rows => (Int128)rows.Count(row => row.IsRare && row.Row.User % 3 == 0)), answer.Failed);
        Assert.Equal(plain.Values.SelectMany(rows => rows).Any(row => row.IsRare && row.Row.Ttft != Missing.Value), answer.HasCost);
        Assert.Equal(plain.Values.SelectMany(rows => rows).Any(row => row.IsRare && row.Row.Duration != Missing.Value), answer.HasQueue);

        var members = PackedIntegers.Decode(answer.Users.Members).AsSpan();
        foreach (var (rows, count) in plain.Values.Zip(answer.Users.Counts))
        {
            Assert.Equal(
                rows.Select(row => row.Row.User).Where(user => user >= 0).Distinct().Select(Hash).Order(),
                members[..count].ToArray().Select(place => answer.Users.Hashes[place]));
            members = members[count..];
        }

        Assert.True(members.IsEmpty);
    });

    [Fact]
    public void Values_are_those_of_the_rows_of_each_cell_in_order() => Check((log, groups, groupOf) =>
    {
        foreach (var value in Enum.GetValues<SeriesValue>())
        {
            var question = new BucketValues.Question(new SeriesCells(SplitRowsLog.Buckets, groups), value);
            var answer = Ask<BucketValues.Answer>(BucketValues.Kernel, question, log);
            var plain = ByCell(log, groupOf).Select(cell => (cell.Key, Values: Values(value, cell.Value)))
                .Where(cell => cell.Values.Count > 0).ToList();

            Assert.Equal(plain.Select(cell => cell.Key), answer.Cells);
            Assert.Equal(plain.Select(cell => cell.Values.Count), answer.Counts);
            Assert.Equal(plain.SelectMany(cell => cell.Values.Order()), PackedIntegers.Decode(answer.Sorted).Select(number =>
                value == SeriesValue.Tpot ? BitConverter.Int64BitsToDouble(number) : number));
        }
    });

    [Fact]
    public void Keys_are_counted_and_in_order() => SplitRowsLog.Any.Sample(log =>
    {
        var functions = Ask<GroupKeys.Answer>(GroupKeys.Kernel, new GroupKeys.Question(ColumnId.Function), log);
        var rows = log.Chunks.SelectMany(chunk => chunk).ToList();
        var plain = rows.Where(row => row.Function >= 0).GroupBy(row => $"call-{row.Function}")
            .OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        Assert.Equal(plain.Select(group => group.Key), functions.Texts);
        Assert.Equal(plain.Select(group => (long)group.Count()), functions.TextRows);
        Assert.Equal(rows.Count(row => row.Function < 0), functions.Missing);

        var users = Ask<GroupKeys.Answer>(GroupKeys.Kernel, new GroupKeys.Question(ColumnId.User), log);
        Assert.Equal(rows.Where(row => row.User >= 0).Select(row => Hash(row.User)).Distinct().Order(), users.Users);
        Assert.Equal(users.Users.Select(user => (long)rows.Count(row => row.User >= 0 && Hash(row.User) == user)), users.UserRows);
        Assert.Equal(rows.Count(row => row.User < 0), users.Missing);
    });

    [Fact]
    public void A_distribution_has_the_quantiles_of_type_7()
    {
        // 1 … 5: positions 2, 3.6, 3.8 and 3.96.
        var distribution = Distribution.OfSorted([1L, 2, 3, 4, 10], 1);
        Assert.Equal((5L, 4.0, 3.0, 10.0), (distribution.N, distribution.Mean, distribution.P50, distribution.Max));
        Assert.Equal(4 + (0.6 * 6), distribution.P90, 1e-12);
        Assert.Equal(4 + (0.8 * 6), distribution.P95, 1e-12);
        Assert.Equal(4 + (0.96 * 6), distribution.P99, 1e-12);
        Assert.Equal(distribution, Distribution.OfSorted([1.0, 2, 3, 4, 10]));
    }

    [Fact]
    public void The_mean_of_numbers_beyond_64_bits_in_sum_is_exact() => Assert.Equal(
        (double)long.MaxValue, Distribution.OfSorted([long.MaxValue, long.MaxValue, long.MaxValue], 1).Mean);

    private static void Check(Action<SplitRowsLog, SeriesGroups?, Func<SplitRowsLog.Row, int>> check) => SplitRowsLog.Any.Sample(log =>
    {
        check(log, null, _ => 0);
        check(log, ByFunction, row => PlaceIn(Functions, row.Function < 0 ? null : $"call-{row.Function}"));
        check(log, ByUser, row => PlaceIn(Users, row.User));
    });

    // Behind the keys stands the group of all others.
    private static int PlaceIn<T>(T[] keys, T key) => Array.IndexOf(keys, key) is >= 0 and var place ? place : keys.Length;

    private static TAnswer Ask<TAnswer>(ModelKernel kernel, ModelQuestion question, SplitRowsLog log)
        where TAnswer : ModelAnswer
    {
        using var columns = new OpenedSegments([.. log.All]).Columns();
        return (TAnswer)kernel.Answer(question, columns);
    }

    // Rows of some chunks lack what only some logs have.
    private static SortedDictionary<int, List<(SplitRowsLog.Row Row, bool IsRare)>> ByCell(
        SplitRowsLog log, Func<SplitRowsLog.Row, int> groupOf)
    {
        var cells = new SortedDictionary<int, List<(SplitRowsLog.Row Row, bool IsRare)>>();
        var frame = SplitRowsLog.Buckets;
        foreach (var (rows, chunk) in log.Chunks.Select((rows, chunk) => (rows, chunk)))
        {
            foreach (var row in rows)
            {
                var hours = (row.Started - frame.From) / TimeSpan.TicksPerHour;
                var cell = (int)((groupOf(row) * frame.Buckets) + hours);
                if (!cells.TryGetValue(cell, out var found)) cells.Add(cell, found = []);
                found.Add((row, chunk % 3 != 1));
            }
        }

        return cells;
    }

    private static Int128 Sum(
        List<(SplitRowsLog.Row Row, bool IsRare)> rows, Func<(SplitRowsLog.Row Row, bool IsRare), long> value) =>
        rows.Select(value).Where(number => number != Missing.Value).Aggregate((Int128)0, (sum, number) => sum + number);

    private static List<double> Values(SeriesValue value, List<(SplitRowsLog.Row Row, bool IsRare)> rows) => value switch
    {
        SeriesValue.Tpot =>
        [
            .. rows.Select(row => row.Row).Where(row => row.Output > 1 && row.Ttft > 0 && row.Duration > row.Ttft)
                .Select(row => (row.Duration - row.Ttft) / (1e7 * (row.Output - 1))),
        ],
        _ =>
        [
            .. rows.Select(row => value switch
            {
                SeriesValue.Ttft => row.Row.Ttft,
                SeriesValue.E2e => row.Row.Duration,
                SeriesValue.Input => row.Row.Input,
                SeriesValue.Output => row.Row.Output,
                _ => row.IsRare ? row.Row.Duration : Missing.Value,
            }).Where(number => number != Missing.Value).Select(number => (double)number),
        ],
    };

    private static ulong Hash(int user) => IdHash.Of($"user-{user}", 0);
}
