using System.Collections.Immutable;
using CsCheck;
using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Users;

/// <summary>Rows of users as a test writes them down, and the columns that kernels see of them.</summary>
internal static class PartitionRows
{
    public const long Second = TimeSpan.TicksPerSecond;

    /// <summary>A row: the number of its user, its start, the number of its model.</summary>
    public sealed record Row(int User, long Started, int Model);

    /// <summary>Up to 200 rows of 8 users and 6 models, starts in disorder and often equal.</summary>
    public static readonly Gen<Row[]> Any =
        Gen.Select(Gen.Int[0, 7], Gen.Long[0, 60], Gen.Int[0, 5], (user, at, model) => new Row(user, at * Second / 3, model)).Array[0, 200];

    public static string Name(int user) => $"user-{user}";

    public static ulong Hash(int user) => IdHash.Of(Name(user), 0);

    public static ulong ModelHash(int model) => IdHash.Of($"model-{model}", 0);

    /// <summary>The rows as the columns of one partition, in segments of at most <paramref name="segmentRows"/>.</summary>
    public static PartitionColumns Columns(IReadOnlyList<Row> rows, int segmentRows = 64)
    {
        var segments = rows.Chunk(segmentRows).Select((part, number) => Segment(new ChunkId(0, number, 0), part));
        return new PartitionColumns(
            OpenedSegments.Of([.. segments]).Columns(),
            rows.Select(row => row.User).Distinct().ToImmutableDictionary(Hash, Name));
    }

    /// <summary>The rows as the columns of several partitions, whole users to each.</summary>
    public static PartitionColumns[] Partitions(IReadOnlyList<Row> rows, int partitions) =>
        [.. Enumerable.Range(0, partitions).Select(partition => Columns([.. rows.Where(row => row.User % partitions == partition)]))];

    /// <summary>The columns of one model whose users these are.</summary>
    public static SegmentColumns ModelColumns(long[] inputTokens, long[] outputTokens, int[] users)
    {
        var writer = new SegmentWriter(new ChunkId(0, 0, 0), users.Length);
        writer.AddIntegers(ColumnId.Started, new long[users.Length]);
        Add(writer, ColumnId.User, users, Hash);
        writer.AddIntegers(ColumnId.InputTokens, inputTokens);
        writer.AddIntegers(ColumnId.OutputTokens, outputTokens);
        return OpenedSegments.Of([new SegmentMessage(new ChunkId(0, 0, 0), writer.ToArray())]).Columns();
    }

    private static SegmentMessage Segment(ChunkId chunk, Row[] rows)
    {
        var writer = new SegmentWriter(chunk, rows.Length);
        Add(writer, ColumnId.User, [.. rows.Select(row => row.User)], Hash);
        writer.AddIntegers(ColumnId.Started, [.. rows.Select(row => row.Started)]);
        Add(writer, ColumnId.Model, [.. rows.Select(row => row.Model)], ModelHash);
        return new SegmentMessage(chunk, writer.ToArray());
    }

    // A negative number is a row without a value.
    private static void Add(SegmentWriter writer, ColumnId column, int[] numbers, Func<int, ulong> hash)
    {
        int[] distinct = [.. numbers.Where(number => number >= 0).Distinct()];
        writer.AddHashes(
            column, Array.ConvertAll(distinct, number => hash(number)), Array.ConvertAll(
            numbers, number => Array.IndexOf(distinct, number)));
    }
}
