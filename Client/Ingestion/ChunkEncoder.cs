using LlmWorkload.Datasets;
using LlmWorkload.Reading;
using LlmWorkload.Segments;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Turns the rows of a chunk into a segment per model and per user partition. What a segment holds depends on the chunk's rows alone
/// (the users' ids that it introduces aside), so that a chunk encoded again is the same delivery.
/// </summary>
internal sealed class ChunkEncoder(DatasetOptions options)
{
    // Parts are cut by rows and not by bytes, since a part must hold the same rows whenever it is encoded. Typical rows take 10 to 20 bytes.
    private const int MostRows = 32_768;

    private readonly LocalIndex _users = new();
    private readonly LocalIndex _models = new();
    private readonly LocalIndex _functions = new();
    private int[] _partitionOf = [];
    private long[] _numbers = [];
    private int[] _indices = [];

    public EncodedChunk Encode(ReadChunk chunk, string fileName)
    {
        var rows = chunk.Batch.Rows;
        var byModel = RowGroups.Of(chunk.Batch.Model.AsSpan(0, rows), chunk.Models.Length);
        var models = new List<(string, SegmentMessage)>();
        var counts = new List<ChunkModel>();
        for (var model = 0; model < byModel.Count; model++)
        {
            if (byModel[model].IsEmpty) continue;
            counts.Add(new ChunkModel(chunk.Models[model], byModel[model].Length));
            foreach (var (id, part) in Parts(chunk, byModel[model].Length)) models.Add((chunk.Models[model], EncodeModel(chunk, id, byModel[model][part])));
        }

        return new EncodedChunk(models, EncodePartitions(chunk), Record(chunk, counts, fileName), rows);
    }

    private static IEnumerable<(ChunkId Id, Range Rows)> Parts(ReadChunk chunk, int rows)
    {
        for (int part = 0, at = 0; at < rows; part++, at += MostRows)
        {
            yield return (new ChunkId(chunk.File, chunk.Number, part), at..Math.Min(rows, at + MostRows));
        }
    }

    private static ChunkRecord Record(ReadChunk chunk, List<ChunkModel> models, string fileName)
    {
        var started = chunk.Batch.Started.AsSpan(0, chunk.Batch.Rows);
        var (first, last) = (Missing.Value, Missing.Value);
        foreach (var instant in started)
        {
            first = first == Missing.Value ? instant : Math.Min(first, instant);
            last = Math.Max(last, instant);
        }

        return new ChunkRecord(
            chunk.File,
            chunk.Number,
            models,
            chunk.Batch.RejectedByReason.ToDictionary(pair => pair.Key.Text(), pair => pair.Value),
            [.. chunk.Batch.Rejected.Select(row => new RejectedRecord(fileName, row.Line, row.Reason.Text(), row.Raw))],
            first,
            last,
            chunk.Next,
            chunk.IsLast);
    }

    private SegmentMessage EncodeModel(ReadChunk chunk, ChunkId id, ReadOnlySpan<int> rows)
    {
        var batch = chunk.Batch;
        var writer = new SegmentWriter(id, rows.Length);
        writer.AddIntegers(ColumnId.Started, Pick(batch.Started, rows));
        AddUsers(writer, chunk, rows);
        writer.AddIntegers(ColumnId.InputTokens, Pick(batch.InputTokens, rows));
        writer.AddIntegers(ColumnId.OutputTokens, Pick(batch.OutputTokens, rows));
        writer.AddIntegers(ColumnId.Ttft, Pick(batch.Ttft, rows));
        writer.AddIntegers(ColumnId.Duration, Pick(batch.Duration, rows));
        var used = _functions.Map(batch.Function, rows, chunk.Functions.Length, Indices(rows.Length));
        if (used.Count > 0) writer.AddTexts(ColumnId.Function, used.ConvertAll(function => chunk.Functions[function]), _indices.AsSpan(0, rows.Length));
        return new SegmentMessage(id, writer.ToArray());
    }

    private List<(int, SegmentMessage)> EncodePartitions(ReadChunk chunk)
    {
        var batch = chunk.Batch;
        if (_partitionOf.Length < batch.Rows) _partitionOf = new int[batch.Capacity];
        var newUsers = NewUsersByPartition(chunk);
        for (var row = 0; row < batch.Rows; row++)
        {
            var user = batch.User[row];
            _partitionOf[row] = user < 0 ? -1 : GrainKeys.PartitionOf(chunk.UserHashes[user], options.Partitions);
        }

        var groups = RowGroups.Of(_partitionOf.AsSpan(0, batch.Rows), options.Partitions);
        var segments = new List<(int, SegmentMessage)>();
        for (var partition = 0; partition < groups.Count; partition++)
        {
            foreach (var (id, part) in Parts(chunk, groups[partition].Length))
            {
                segments.Add((partition, EncodePartition(chunk, id, groups[partition][part], id.Part == 0 ? newUsers[partition] : null)));
            }
        }

        return segments;
    }

    private SegmentMessage EncodePartition(ReadChunk chunk, ChunkId id, ReadOnlySpan<int> rows, List<(ulong Hash, string Text)>? newUsers)
    {
        var batch = chunk.Batch;
        var writer = new SegmentWriter(id, rows.Length);
        AddUsers(writer, chunk, rows);
        writer.AddIntegers(ColumnId.Started, Pick(batch.Started, rows));
        var used = _models.Map(batch.Model, rows, chunk.Models.Length, Indices(rows.Length));
        var hashes = used.ConvertAll(model => IdHash.Of(chunk.Models[model], options.HashSeed)).ToArray();
        writer.AddHashes(ColumnId.Model, hashes, _indices.AsSpan(0, rows.Length));
        writer.AddIntegers(ColumnId.InputTokens, Pick(batch.InputTokens, rows));
        writer.AddIntegers(ColumnId.OutputTokens, Pick(batch.OutputTokens, rows));
        if (newUsers is { Count: > 0 })
        {
            writer.AddTextTable(ColumnId.UserTexts, newUsers.ConvertAll(user => user.Hash).ToArray(), newUsers.ConvertAll(user => user.Text));
        }

        return new SegmentMessage(id, writer.ToArray());
    }

    private List<(ulong, string)>?[] NewUsersByPartition(ReadChunk chunk)
    {
        var byPartition = new List<(ulong, string)>?[options.Partitions];
        var firstNew = chunk.Users - chunk.NewUsers.Length;
        for (var i = 0; i < chunk.NewUsers.Length; i++)
        {
            var hash = chunk.UserHashes[firstNew + i];
            (byPartition[GrainKeys.PartitionOf(hash, options.Partitions)] ??= []).Add((hash, chunk.NewUsers[i]));
        }

        return byPartition;
    }

    private void AddUsers(SegmentWriter writer, ReadChunk chunk, ReadOnlySpan<int> rows)
    {
        var used = _users.Map(chunk.Batch.User, rows, chunk.Users, Indices(rows.Length));
        if (used.Count == 0) return;
        var hashes = used.ConvertAll(user => chunk.UserHashes[user]).ToArray();
        writer.AddHashes(ColumnId.User, hashes, _indices.AsSpan(0, rows.Length));
    }

    private ReadOnlySpan<long> Pick(long[] column, ReadOnlySpan<int> rows)
    {
        if (_numbers.Length < rows.Length) _numbers = new long[rows.Length];
        for (var i = 0; i < rows.Length; i++) _numbers[i] = column[rows[i]];
        return _numbers.AsSpan(0, rows.Length);
    }

    private Span<int> Indices(int rows)
    {
        if (_indices.Length < rows) _indices = new int[rows];
        return _indices.AsSpan(0, rows);
    }
}
