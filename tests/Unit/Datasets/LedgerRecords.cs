using LlmWorkload.Datasets;
using LlmWorkload.Models;

namespace LlmWorkload.Tests.Ingestion;

/// <summary>Records of made-up chunks, and ledgers to record them in.</summary>
internal static class LedgerRecords
{
    /// <summary>A dataset with files that nothing has been read of.</summary>
    public static DatasetState Dataset(int files = 1)
    {
        var dataset = new DatasetState { Options = new DatasetOptions(Partitions: 2), HasShares = true, Version = 100 };
        var offers = new OfferedFiles(dataset);
        for (var file = 0; file < files; file++) offers.Place(Offer($"{file}.csv", head: file));
        return dataset;
    }

    /// <summary>A file that a client offers.</summary>
    public static FileOffer Offer(string name, int head, string reading = "", string folder = "/logs") =>
        new(name, reading, new FileStamp($"{folder}/{name}", 1_000, 1), new TextMark(64, new Hash128(0, (ulong)head)), FileColumns.None);

    /// <summary>A chunk of rows of one model, a tenth of them on another day, in one segment each for model and partition.</summary>
    public static ChunkRecord Chunk(int number, int file = 0, long rows = 10, long end = 0, bool isLast = false, bool endsInLine = false,
        int rejected = 0, string model = "a") => new(
        file,
        number,
        [new ChunkModel(model, rows)],
        rejected == 0 ? new Dictionary<string, long>() : new() { ["field_count"] = rejected },
        [.. Enumerable.Range(0, rejected).Select(row => new RejectedRecord($"{file}.csv", (number * 100) + row, "field_count", "x"))],
        First: 1_000 - number,
        Last: 2_000 + number,
        new FilePosition(end, number, number),
        isLast,
        TextHash: new Hash128(0, (ulong)end * 7),
        endsInLine,
        [new ModelShare(new ModelPlace(model, number % 3 == 0 ? null : number % 3), 1, rows)],
        [new PartitionShare(number % 2, 1, rows)],
        new Dictionary<string, long> { ["negative"] = 1 },
        [new DayCount(7, rows - 1, number * 100), new DayCount(number, 1, (number * 100) + 1)],
        number == 0 ? null : new Dictionary<string, long> { ["images"] = number },
        new Dictionary<string, long> { ["rows"] = rows });

    /// <summary>What can be told of a dataset, but for its version, its numbers and what is on its way.</summary>
    public static string Text(this DatasetState dataset) => string.Join('\n', (string[])
    [
        .. dataset.Files.Select((file, index) => $"{file.Describe(index) with { NextChunk = 0, Noted = null, Signs = null }}"),
        .. dataset.Files.SelectMany(file => (string[])[Text(file.Rejected), Text(file.TurnedMissing), Text(file.Noted), Text(file.Signs),
            Text(file.Marks),
            Text(file.Days)]),
        Text(dataset.Models.Where(model => model.Value > 0)),
        $"{dataset.Span()}",
        Text(dataset.PartitionShares.Where(share => share.Segments > 0)),
        Text(dataset.ModelShares.SelectMany(model => model.Value.Select((share, place) => (model.Key, place, share)))
            .Where(each => each.share.Segments > 0)),
    ]);

    private static string Text<T>(IEnumerable<T> values) => string.Join(' ', values);
}
