using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Answers;

/// <summary>Columns of the rows that a filter keeps, against columns of segments that have no others.</summary>
public sealed class KeptSegmentTests
{
    private static readonly RowFilter Everything = new("", long.MinValue, long.MaxValue, null, null, [], null);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Columns_are_those_of_segments_with_the_kept_rows_alone(int seed)
    {
        var random = new Random(seed);
        for (var trial = 0; trial < 60; trial++)
        {
            var segments = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Rows(random, random.Next(1, 150))).ToArray();
            var (filter, keeps) = Filter(random);
            using var kept = SegmentColumns.Of(KeptSegment.Of([.. segments.Select(Segment)], filter));
            using var fresh = new SegmentColumns([.. segments.Select(rows => rows.Where(keeps).ToList()).Where(rows => rows.Count > 0)
                .Select(Segment)]);

            Assert.Equal(fresh.Rows, kept.Rows);
            Assert.Equal(fresh.Ranges, kept.Ranges);
            foreach (var column in (ColumnId[])[ColumnId.Started, ColumnId.Cost, ColumnId.Failed, ColumnId.Ttft])
                Assert.Equal(fresh.Integers(column).ToArray(), kept.Integers(column).ToArray());
            foreach (var column in (ColumnId[])[ColumnId.User, ColumnId.Model]) AssertSame(fresh.Hashes(column), kept.Hashes(column));
            foreach (var column in (ColumnId[])[ColumnId.Function, ColumnId.Status, ColumnId.Label])
                AssertSame(fresh.Texts(column), kept.Texts(column));
            AssertSame(fresh.Lists(ColumnId.Blocks), kept.Lists(ColumnId.Blocks));
            if (kept.Rows < segments.Sum(rows => rows.Count))
                Assert.Equal(fresh.Integers(ColumnId.Cost).ContainsAnyExcept(Missing.Value), kept.Has(ColumnId.Cost));
        }
    }

    [Fact]
    public void Segments_outside_of_a_range_are_not_decoded()
    {
        // Users as texts are refused by whoever decodes them.
        var writer = new SegmentWriter(default, 1);
        writer.AddIntegers(ColumnId.Started, [10]);
        writer.AddTexts(ColumnId.User, ["u"], [0]);
        var early = SegmentReader.Open(writer.ToArray());
        var late = Segment([new Row(30, 1, 11, null, null, null, 7, null, [])]);
        var ofUser = Everything with { Users = new HashChoice(new HashSet<ulong> { 1 }, false) };

        using var kept = SegmentColumns.Of(KeptSegment.Of([early, late], ofUser with { From = 20 }));

        Assert.Equal([7], kept.Integers(ColumnId.Cost).ToArray());
        Assert.Throws<SegmentFormatException>(() => KeptSegment.Of([early, late], ofUser));
    }

    private static void AssertSame<T>(IndexedColumn<T> expected, IndexedColumn<T> actual)
    {
        Assert.Equal(expected.Values, actual.Values);
        Assert.Equal(expected.Index.ToArray(), actual.Index.ToArray());
    }

    private static void AssertSame(NumberLists expected, NumberLists actual)
    {
        Assert.Equal(expected.Rows, actual.Rows);
        for (var row = 0; row < expected.Rows; row++) Assert.Equal(expected[row].ToArray(), actual[row].ToArray());
    }

    private static (RowFilter Filter, Func<Row, bool> Keeps) Filter(Random random)
    {
        var (from, end) = random.Next(2) == 0 ? (long.MinValue, long.MaxValue) : (random.Next(400), random.Next(300, 1_000));
        var users = random.Next(3) == 0 ? new HashChoice(new HashSet<ulong> { 1, 2 }, random.Next(2) == 0) : null;
        var models = random.Next(3) == 0 ? new HashChoice(new HashSet<ulong> { 11, 13 }, false) : null;
        TextChoice[] texts =
            random.Next(3) == 0 ? [new TextChoice(ColumnId.Function, new HashSet<string> { "f1" }, random.Next(2) == 0)] : [];
        var status = random.Next(3) == 0
            ? new StatusChoice(
                random.Next(3) == 0, random.Next(2) == 0, new TextChoice(ColumnId.Status, new HashSet<string> { "s0" }, false))
            : null;
        return (
            new RowFilter("any", from, end, models, users, texts, status),
            row => row.Started >= from && row.Started < end
                && (users is null || (row.User is { } user ? users.Hashes.Contains(user) : users.OrMissing))
                && (models is null || models.Hashes.Contains(row.Model))
                && texts.All(text => row.Function is { } function ? text.Texts.Contains(function) : text.OrMissing)
                && (status is null || row.Status == "s0" || (row.Failed is null ? status.Ok : status.Failed)));
    }

    private static List<Row> Rows(Random random, int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ => new Row(
            random.Next(1_000),
            random.Next(4) == 0 ? null : (ulong)random.Next(1, 6),
            (ulong)random.Next(10, 15),
            Maybe(random, "f"),
            Maybe(random, "s"),
            random.Next(4) == 0 ? 1 : null,
            random.Next(30) == 0 ? random.Next(9) : null,
            Maybe(random, "l"),
            [.. Enumerable.Range(0, random.Next(3)).Select(block => (ulong)block)])),
    ];

    private static string? Maybe(Random random, string text) => random.Next(3) == 0 ? null : text + random.Next(3);

    private static SegmentReader Segment(IReadOnlyList<Row> rows)
    {
        var writer = new SegmentWriter(default, rows.Count);
        writer.AddIntegers(ColumnId.Started, [.. rows.Select(row => row.Started)]);
        Add(ColumnId.Failed, row => row.Failed);
        Add(ColumnId.Cost, row => row.Cost);
        Hashes(ColumnId.User, row => row.User);
        Hashes(ColumnId.Model, row => row.Model);
        Texts(ColumnId.Function, row => row.Function);
        Texts(ColumnId.Status, row => row.Status);
        Texts(ColumnId.Label, row => row.Label);
        writer.AddLists(
            ColumnId.Blocks, [0, .. rows.Select((_, row) => rows.Take(row + 1).Sum(each => each.Blocks.Length))],
            [.. rows.SelectMany(row => row.Blocks)]);
        return SegmentReader.Open(writer.ToArray());

        void Add(ColumnId column, Func<Row, long?> value) =>
            writer.AddIntegers(column, [.. rows.Select(row => value(row) ?? Missing.Value)]);

        void Hashes(ColumnId column, Func<Row, ulong?> value)
        {
            var used = rows.Select(value).OfType<ulong>().Distinct().ToList();
            writer.AddHashes(column, [.. used], [.. rows.Select(row => value(row) is { } hash ? used.IndexOf(hash) : -1)]);
        }

        void Texts(ColumnId column, Func<Row, string?> value)
        {
            var used = rows.Select(value).OfType<string>().Distinct().ToList();
            writer.AddTexts(column, [.. used], [.. rows.Select(row => value(row) is { } text ? used.IndexOf(text) : -1)]);
        }
    }

    private sealed record Row(
        long Started, ulong? User, ulong Model, string? Function, string? Status, long? Failed, long? Cost, string? Label, ulong[] Blocks);
}
