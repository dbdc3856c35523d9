using CsCheck;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Models;

/// <summary>A made-up log of one model, cut into chunks, each of which goes to one of several parts.</summary>
/// <param name="Chunks">The rows of each chunk, in input order.</param>
/// <param name="PartOf">The part that each chunk goes to.</param>
/// <param name="Parts">Number of parts; some may get none.</param>
internal sealed record SplitRowsLog(SplitRowsLog.Row[][] Chunks, int[] PartOf, int Parts)
{
    /// <summary>A row; a user or function below 0 is missing.</summary>
    public sealed record Row(long Started, int User, int Function, long Input, long Output, long Ttft, long Duration);

    private static readonly long Noon = new DateTime(2025, 3, 1, 12, 0, 0, DateTimeKind.Utc).Ticks;

    private static readonly Gen<long> Number = Gen.Frequency(
        (6, Gen.Long[0, 2_000]), (2, Gen.Long[0, 1L << 40]), (1, Gen.Const(7L)), (1, Gen.Const(Missing.Value)));

    // Instants that tie and lie close together, some within a millisecond, that spread over days, and that do both.
    private static readonly Gen<long> Close = Gen.Long[0, 40].Select(third => third * TimeSpan.TicksPerSecond / 3);
    private static readonly Gen<long> Tight = Gen.Long[0, 30].Select(step => step * TimeSpan.TicksPerMillisecond * 2 / 5);
    private static readonly Gen<long> Wide = Gen.Long[0, 4 * TimeSpan.TicksPerDay];
    private static readonly Gen<Gen<long>> Clock = Gen.Int[0, 3].Select(
        kind => kind switch { 0 => Close, 1 => Wide, 2 => Tight, _ => Gen.OneOf(Close, Tight, Wide) });

    /// <summary>
    /// Up to 400 rows in the order of time, nearly so or in none, in up to 12 chunks, whose parts follow one another, take turns or are
    /// drawn.
    /// </summary>
    public static readonly Gen<SplitRowsLog> Any =
        from clock in Clock
        from rows in Gen.OneOf(RowAt(clock).Array[0, 12], RowAt(clock).Array[0, 400])
        from order in Gen.Int[0, 2]
        from cuts in Gen.Int[0, rows.Length].Array[0, 11]
        from parts in Gen.Int[1, 5]
        from turn in Gen.Int[0, 2]
        from drawn in Gen.Int[0, parts - 1].Array[cuts.Length + 1]
        select Of(Ordered(rows, order), cuts, parts, chunk =>
            turn switch { 0 => chunk * parts / (cuts.Length + 1), 1 => chunk % parts, _ => drawn[chunk] });

    /// <summary>Two hours of minutes in which some rows fall, and others do not.</summary>
    public static MinuteRange Minutes => new(Noon / TimeSpan.TicksPerMinute, 120);

    /// <summary>An hour in which some rows start, and others do not.</summary>
    public static TimeRange Hour => new(Noon, Noon + TimeSpan.TicksPerHour);

    /// <summary>Buckets in which all rows lie.</summary>
    public static SeriesFrame Buckets => SeriesFrame.Of(Noon, Noon + (4 * TimeSpan.TicksPerDay), 3_600);

    /// <summary>A clock that is put back by an hour and a half while rows start, over midnight.</summary>
    public static ZoneClock Zone => new(
        "Half/Past", [long.MinValue, Noon + (10 * TimeSpan.TicksPerSecond)],
        [(12 * TimeSpan.TicksPerHour) - (5 * TimeSpan.TicksPerSecond), (21 * TimeSpan.TicksPerHour) / 2]);

    /// <summary>All segments in one place.</summary>
    public SegmentMessage[] All => [.. Chunks.Select(Segment)];

    /// <summary>The segments of a part.</summary>
    public SegmentMessage[] Of(int part) =>
        [.. Enumerable.Range(0, Chunks.Length).Where(chunk => PartOf[chunk] == part).Select(chunk => Segment(Chunks[chunk], chunk))];

    private static Gen<Row> RowAt(Gen<long> clock) =>
        from started in clock
        from user in Gen.Int[-1, 5]
        from function in Gen.Int[-1, 2]
        from input in Number
        from output in Number
        from ttft in Number
        from duration in Number
        select new Row(Noon + started, user, function, input, output, ttft, duration);

    private static SplitRowsLog Of(Row[] rows, int[] cuts, int parts, Func<int, int> partOf)
    {
        int[] borders = [0, .. cuts.Order(), rows.Length];
        var chunks = Enumerable.Range(0, borders.Length - 1).Select(chunk => rows[borders[chunk]..borders[chunk + 1]]).ToArray();
        return new SplitRowsLog(chunks, [.. Enumerable.Range(0, chunks.Length).Select(partOf)], parts);
    }

    private static Row[] Ordered(Row[] rows, int order) => order switch
    {
        0 => [.. rows.OrderBy(row => row.Started)],
        1 => [.. rows.OrderBy(row => row.Started).Chunk(8).SelectMany(few => few.Reverse())],
        _ => rows,
    };

    private static SegmentMessage Segment(Row[] rows, int chunk)
    {
        var id = new ChunkId(0, chunk, 0);
        var writer = new SegmentWriter(id, rows.Length);
        writer.AddIntegers(ColumnId.Started, [.. rows.Select(row => row.Started)]);
        var users = rows.Select(row => row.User).Where(user => user >= 0).Distinct().ToList();
        writer.AddHashes(
            ColumnId.User, [.. users.Select(user => IdHash.Of($"user-{user}", 0))], [.. rows.Select(row => users.IndexOf(row.User))]);
        writer.AddIntegers(ColumnId.InputTokens, [.. rows.Select(row => row.Input)]);
        writer.AddIntegers(ColumnId.OutputTokens, [.. rows.Select(row => row.Output)]);
        writer.AddIntegers(ColumnId.Ttft, [.. rows.Select(row => row.Ttft)]);
        writer.AddIntegers(ColumnId.Duration, [.. rows.Select(row => row.Duration)]);
        var functions = rows.Select(row => row.Function).Where(function => function >= 0).Distinct().ToList();
        writer.AddTexts(
            ColumnId.Function, [.. functions.Select(function => $"call-{function}")], [
            .. rows.Select(row => functions.IndexOf(row.Function))]);
        if (chunk % 3 != 1) AddRare(writer, rows);
        return new SegmentMessage(id, writer.ToArray());
    }

    // What only some logs have, in some chunks and not in others, made of what the rows have.
    private static void AddRare(SegmentWriter writer, Row[] rows)
    {
        writer.AddIntegers(ColumnId.CachedTokens, [.. rows.Select(row => row.Output)]);
        writer.AddIntegers(ColumnId.QueueTime, [.. rows.Select(row => row.Duration)]);
        writer.AddIntegers(ColumnId.Cost, [.. rows.Select(row => row.Ttft)]);
        writer.AddIntegers(ColumnId.Failed, [.. rows.Select(row => row.User % 3 == 0 ? 1 : Missing.Value)]);
        int[] index = [.. rows.Select(row => row.Function)];
        writer.AddTexts(ColumnId.Instance, ["pod-b", "pod-a", "pod-c"], index);
        writer.AddTexts(ColumnId.Status, ["200", "error", "200 "], index);
        writer.AddTexts(ColumnId.Session, ["s-1", "s-2", "s-0"], index);
        if (rows.Length > 20) writer.AddTexts(ColumnId.Label, ["team", "Team", "x"], index);
    }
}
