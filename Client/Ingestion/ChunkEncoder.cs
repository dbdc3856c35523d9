using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Reading;
using LlmWorkload.Segments;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Turns the rows of a chunk into a segment per model and per user partition. What a segment holds depends on the chunk's rows alone
/// (the users' ids that it introduces aside), so that a chunk encoded again is the same delivery. Not safe for use by two threads at once; its arrays are kept from chunk to chunk.
/// </summary>
internal sealed class ChunkEncoder(DatasetOptions options)
{
    // Parts are cut by rows and not by bytes, since a part must hold the same rows whenever it is encoded. Typical rows take 10 to 20 bytes.
    private const int MostRows = 32_768;

    private readonly SegmentWriter _writer = new();
    private readonly RowGroups _groups = new();
    private readonly LocalIndex _local = new();
    private int[] _partitionOf = [];
    private ulong[] _hashes = [];

    // The columns of the chunk in the order of the groups.
    private long[] _started = [];
    private long[] _inputTokens = [];
    private long[] _outputTokens = [];
    private long[] _ttft = [];
    private long[] _duration = [];
    private int[] _model = [];
    private int[] _user = [];
    private int[] _function = [];

    public EncodedChunk Encode(ReadChunk chunk, string fileName)
    {
        var counts = new List<ChunkModel>();
        var models = EncodeModels(chunk, counts);
        var partitions = EncodePartitions(chunk);
        var record = Record(chunk, counts, fileName) with { Shares = Shares(models), Partitions = Shares(partitions) };
        return new EncodedChunk([.. models.Select(each => (each.Place, each.Segment))], [.. partitions.Select(each => (each.Partition, each.Segment))], record, chunk.Batch.Rows);
    }

    private static IEnumerable<(ChunkId Id, Range Rows)> Parts(ReadChunk chunk, Range rows)
    {
        var (at, end) = (rows.Start.Value, rows.End.Value);
        for (var part = 0; at < end; part++, at += MostRows)
        {
            yield return (new ChunkId(chunk.File, chunk.Number, part), at..Math.Min(end, at + MostRows));
        }
    }

    private static int LengthOf(Range rows) => rows.End.Value - rows.Start.Value;

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
            [.. chunk.Batch.Rejected.Select(row => new RejectedRecord(fileName, row.Line, row.Reason.Text(), row.Raw, row.Lines))],
            first,
            last,
            chunk.Next,
            chunk.IsLast,
            chunk.TextHash,
            chunk.EndsInLine,
            [],
            [],
            chunk.Batch.TurnedMissing,
            chunk.Batch.Days);
    }

    private static List<ModelShare> Shares(List<(ModelPlace Place, SegmentMessage, int Rows)> segments) =>
        [.. segments.GroupBy(each => each.Place, each => each.Rows).Select(group => new ModelShare(group.Key, group.Count(), group.Sum(rows => (long)rows)))];

    private static List<PartitionShare> Shares(List<(int Partition, SegmentMessage, int Rows)> segments) =>
        [.. segments.GroupBy(each => each.Partition, each => each.Rows).Select(group => new PartitionShare(group.Key, group.Count(), group.Sum(rows => (long)rows)))];

    private List<(ModelPlace Place, SegmentMessage Segment, int Rows)> EncodeModels(ReadChunk chunk, List<ChunkModel> counts)
    {
        var batch = chunk.Batch;
        _groups.Group(batch.Model.AsSpan(0, batch.Rows), chunk.Models.Length);
        ScatterShared(batch);
        _groups.Scatter(batch.Ttft, ref _ttft);
        _groups.Scatter(batch.Duration, ref _duration);
        _groups.Scatter(batch.Function, ref _function);
        var segments = new List<(ModelPlace, SegmentMessage, int)>();
        var ordinal = (int)((chunk.Next.Record - batch.Records) / options.ChunkRecords);
        for (var model = 0; model < _groups.Count; model++)
        {
            if (_groups.Rows(model) == 0) continue;
            counts.Add(new ChunkModel(chunk.Models[model], _groups.Rows(model)));
            var place = ModelRouting.PlaceOf(chunk.Models[model], _groups.Rows(model), chunk.File, ordinal, options);
            foreach (var (id, rows) in Parts(chunk, _groups[model])) segments.Add((place, EncodeModel(chunk, id, rows), LengthOf(rows)));
        }

        return segments;
    }

    private SegmentMessage EncodeModel(ReadChunk chunk, ChunkId id, Range rows)
    {
        var function = _function.AsSpan(rows);
        _writer.Begin(id, function.Length);
        _writer.AddIntegers(ColumnId.Started, _started.AsSpan(rows));
        AddUsers(chunk, rows);
        _writer.AddIntegers(ColumnId.InputTokens, _inputTokens.AsSpan(rows));
        _writer.AddIntegers(ColumnId.OutputTokens, _outputTokens.AsSpan(rows));
        _writer.AddIntegers(ColumnId.Ttft, _ttft.AsSpan(rows));
        _writer.AddIntegers(ColumnId.Duration, _duration.AsSpan(rows));
        _local.Map(function, chunk.Functions.Length);
        if (!_local.Used.IsEmpty)
        {
            string[] names = [.. _local.Used.ToArray().Select(used => chunk.Functions[used])];
            _writer.AddTexts(ColumnId.Function, names, _local.Indices);
        }

        return new SegmentMessage(id, _writer.ToArray());
    }

    private List<(int Partition, SegmentMessage Segment, int Rows)> EncodePartitions(ReadChunk chunk)
    {
        var batch = chunk.Batch;
        if (_partitionOf.Length < batch.Rows) _partitionOf = new int[batch.Capacity];
        for (var row = 0; row < batch.Rows; row++)
        {
            var user = batch.User[row];
            _partitionOf[row] = user < 0 ? -1 : GrainKeys.PartitionOf(chunk.UserHashes[user], options.Partitions);
        }

        _groups.Group(_partitionOf.AsSpan(0, batch.Rows), options.Partitions);
        ScatterShared(batch);
        _groups.Scatter(batch.Model, ref _model);
        var modelHashes = Array.ConvertAll(chunk.Models, model => IdHash.Of(model, options.HashSeed));
        var newUsers = NewUsersByPartition(chunk);
        var segments = new List<(int, SegmentMessage, int)>();
        for (var partition = 0; partition < _groups.Count; partition++)
        {
            foreach (var (id, rows) in Parts(chunk, _groups[partition]))
            {
                segments.Add((partition, EncodePartition(chunk, id, rows, modelHashes, id.Part == 0 ? newUsers[partition] : null), LengthOf(rows)));
            }
        }

        return segments;
    }

    private SegmentMessage EncodePartition(ReadChunk chunk, ChunkId id, Range rows, ulong[] modelHashes, List<(ulong Hash, string Text)>? newUsers)
    {
        var model = _model.AsSpan(rows);
        _writer.Begin(id, model.Length);
        AddUsers(chunk, rows);
        _writer.AddIntegers(ColumnId.Started, _started.AsSpan(rows));
        _local.Map(model, chunk.Models.Length);
        _writer.AddHashes(ColumnId.Model, HashesUsed(modelHashes), _local.Indices);
        _writer.AddIntegers(ColumnId.InputTokens, _inputTokens.AsSpan(rows));
        _writer.AddIntegers(ColumnId.OutputTokens, _outputTokens.AsSpan(rows));
        if (newUsers is { Count: > 0 })
        {
            _writer.AddTextTable(ColumnId.UserTexts, newUsers.ConvertAll(user => user.Hash).ToArray(), newUsers.ConvertAll(user => user.Text));
        }

        return new SegmentMessage(id, _writer.ToArray());
    }

    // What models and partitions both hold.
    private void ScatterShared(RequestBatch batch)
    {
        _groups.Scatter(batch.Started, ref _started);
        _groups.Scatter(batch.User, ref _user);
        _groups.Scatter(batch.InputTokens, ref _inputTokens);
        _groups.Scatter(batch.OutputTokens, ref _outputTokens);
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

    private void AddUsers(ReadChunk chunk, Range rows)
    {
        _local.Map(_user.AsSpan(rows), chunk.Users);
        if (!_local.Used.IsEmpty) _writer.AddHashes(ColumnId.User, HashesUsed(chunk.UserHashes), _local.Indices);
    }

    private ReadOnlySpan<ulong> HashesUsed(ulong[] hashes)
    {
        var used = _local.Used;
        if (_hashes.Length < used.Length) _hashes = new ulong[Math.Max(used.Length, _hashes.Length * 2)];
        for (var i = 0; i < used.Length; i++) _hashes[i] = hashes[used[i]];
        return _hashes.AsSpan(0, used.Length);
    }
}
