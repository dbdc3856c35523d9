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

        Assert.Equal(
            plain.Values.Select(rows => rows.Select(row => row.Row.User).Where(user => user >= 0).Distinct().Select(Hash).Order()),
            answer.Users.Cells());
    });

    [Fact]
    public void Rows_are_those_of_each_cell_in_the_window() => Check((log, groups, groupOf) =>
    {
        var frame = SplitRowsLog.Buckets;
        foreach (var (first, end) in new[] { (0, (int)frame.Buckets), (1, 3), (2, 3) })
        {
            var question = new BucketValues.Question(new SeriesCells(frame, groups), first, end);
            var answer = Ask<BucketValues.Answer>(BucketValues.Kernel, question, log);
            var plain = ByCell(log, groupOf).Where(cell => cell.Key % frame.Buckets >= first && cell.Key % frame.Buckets < end)
                .Select(cell => (cell.Key, cell.Value.Select(row => string.Join(
                    ' ', row.Row.Output, row.Row.Ttft, row.Row.Duration, row.Row.Input, row.IsRare ? row.Row.Duration : Missing.Value))
                    .Order(StringComparer.Ordinal))).ToList();

            Assert.Equal(plain.Select(cell => cell.Key), answer.Cells);
            Assert.Equal(plain.Select(cell => cell.Item2), answer.Rows().Select(cell => cell.Rows));
        }
    });

    [Fact]
    public void Windows_have_all_buckets_and_few_rows()
    {
        long most = 1 << 21;
        Assert.Equal([(0, 1), (1, 4), (4, 5), (5, 6)], SeriesWindow.All([most, most - 2, 1, 1, 3 * most, 1]));
        Assert.Equal([(0, 3)], SeriesWindow.All([0, 0, 1]));
    }

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
        var distribution = Distribution.Of([10, 2, 4, 3, 1], 1);
        Assert.Equal((5L, 4.0, 3.0, 10.0), (distribution.N, distribution.Mean, distribution.P50, distribution.Max));
        Assert.Equal(4 + (0.6 * 6), distribution.P90, 1e-12);
        Assert.Equal(4 + (0.8 * 6), distribution.P95, 1e-12);
        Assert.Equal(4 + (0.96 * 6), distribution.P99, 1e-12);
        Assert.Equal(distribution, Distribution.OfDecimals([.. new[] { 4.0, 2, 10, 1, 3 }.Select(BitConverter.DoubleToInt64Bits)]));
    }

    [Fact]
    public void The_mean_of_numbers_beyond_64_bits_in_sum_is_exact() => Assert.Equal(
        (double)long.MaxValue, Distribution.Of([long.MaxValue, long.MaxValue, long.MaxValue], 1).Mean);

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
        using var columns = OpenedSegments.Of([.. log.All]).Columns();
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

    private static ulong Hash(int user) => IdHash.Of($"user-{user}", 0);
}
