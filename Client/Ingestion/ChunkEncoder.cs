using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Reading;
using LlmWorkload.Segments;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Turns the rows of a chunk into a segment per model, per bucket of models that have few rows, and per user partition. What a segment
/// holds depends on the chunk's rows alone (the users' ids that it introduces aside), so that a chunk encoded again is the same delivery.
/// Not safe for use by two threads at once; its arrays are kept from chunk to chunk.
/// </summary>
internal sealed class ChunkEncoder(DatasetOptions options)
{
    // Parts are cut by rows and not by bytes, since a part must hold the same rows whenever it is encoded. Typical rows take 10 to 20
    // bytes.
    private const int MostRows = 32_768;

    // Blocks without any order take 8 bytes each.
    private const int MostBlocks = 1 << 17;

    private static readonly int ModelAt = RequestFields.TextOf(RequestFields.Model);
    private static readonly int UserAt = RequestFields.TextOf(RequestFields.User);

    private readonly SegmentWriter _writer = new();
    private readonly RowGroups _groups = new();
    private readonly LocalIndex _local = new();
    private readonly RowSigns _signs = new();
    private int[] _partitionOf = [];
    private ulong[] _hashes = [];

    // The columns of the chunk in the order of the groups.
    private readonly long[][] _numbers = Array.ConvertAll(RequestFields.Numbers, _ => Array.Empty<long>());
    private readonly int[][] _texts = Array.ConvertAll(RequestFields.Texts, _ => Array.Empty<int>());
    private readonly BlockRows _blocks = new();
    private readonly Ties _ties = new();
    private long[] _tied = [];

    public EncodedChunk Encode(ReadChunk chunk, string fileName)
    {
        var (counts, bucketed) = (new List<ChunkModel>(), new List<ChunkModel>());
        var hashes = new ulong[chunk.Models.Length]; // of the models that the chunk has
        var (models, buckets) = EncodeModels(chunk, counts, bucketed, hashes);
        var partitions = EncodePartitions(chunk, hashes);
        var record = Record(chunk, counts, fileName) with
        {
            Shares = Shares(models),
            Partitions = Shares(partitions, (partition, segments, rows) => new PartitionShare(partition, segments, rows)),
            Buckets = buckets.Count == 0
                ? null
                : Shares(buckets, (bucket, segments, rows) => new BucketShare(bucket, segments, rows)),
            Bucketed = bucketed.Count == 0 ? null : bucketed,
        };
        return new EncodedChunk([.. models.Select(each => (each.Place, each.Segment))],
            [.. buckets.Select(each => (each.Number, each.Segment))],
            [.. partitions.Select(each => (each.Number, each.Segment))], record, chunk.Batch.Rows);
    }

    private static IEnumerable<(ChunkId Id, Range Rows)> Parts(ReadChunk chunk, Range rows)
    {
        var (at, end) = (rows.Start.Value, rows.End.Value);
        for (var part = 0; at < end; part++, at += MostRows)
        {
            yield return (new ChunkId(chunk.File, chunk.Number, part), at..Math.Min(end, at + MostRows));
        }
    }

    // Parts of at most so many blocks, though one row may have more.
    private static IEnumerable<(ChunkId Id, Range Rows)> Parts(ReadChunk chunk, Range rows, BlockRows blocks)
    {
        var (at, end) = (rows.Start.Value, rows.End.Value);
        for (var part = 0; at < end; part++)
        {
            var from = at;
            for (var count = blocks.Count(at++); at < end && at < from + MostRows && count + blocks.Count(at) <= MostBlocks; at++)
                count += blocks.Count(at);
            yield return (new ChunkId(chunk.File, chunk.Number, part), from..at);
        }
    }

    private static int LengthOf(Range rows) => rows.End.Value - rows.Start.Value;

    private ChunkRecord Record(ReadChunk chunk, List<ChunkModel> models, string fileName)
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
            chunk.Batch.RejectedByReason.ToDictionary(pair => pair.Key.Text, pair => pair.Value),
            [.. chunk.Batch.Rejected.Select(row => row.Record with { File = fileName })],
            first,
            last,
            chunk.Next,
            chunk.IsLast,
            chunk.TextHash,
            chunk.EndsInLine,
            [],
            [],
            chunk.Batch.TurnedMissing,
            chunk.Batch.Days,
            chunk.Batch.Noted is { Count: > 0 } noted ? noted : null,
            _signs.Of(chunk.Batch, chunk.Users));
    }

    private static List<ModelShare> Shares(List<(ModelPlace Place, SegmentMessage, int Rows)> segments) =>
        [.. segments.GroupBy(each => each.Place, each => each.Rows).Select(
            group => new ModelShare(group.Key, group.Count(), group.Sum(rows => (long)rows)))];

    private static List<TShare> Shares<TShare>(
        List<(int Number, SegmentMessage, int Rows)> segments, Func<int, long, long, TShare> share) =>
        [.. segments.GroupBy(each => each.Number, each => each.Rows).Select(
            group => share(group.Key, group.Count(), group.Sum(rows => (long)rows)))];

    private (List<(ModelPlace Place, SegmentMessage Segment, int Rows)>, List<(int Number, SegmentMessage Segment, int Rows)>) EncodeModels(
        ReadChunk chunk, List<ChunkModel> counts, List<ChunkModel> bucketed, ulong[] hashes)
    {
        var batch = chunk.Batch;
        _groups.Group(batch.Text(ModelAt).AsSpan(0, batch.Rows), chunk.Models.Length);
        var ofModel = new int[chunk.Models.Length];
        for (var model = 0; model < ofModel.Length; model++)
        {
            ofModel[model] = _groups.Rows(model);
            if (ofModel[model] > 0) hashes[model] = IdHash.Of(chunk.Models[model], options.HashSeed);
        }

        var order = new BucketOrder(ModelRouting.Bucketed(ofModel, options), ofModel, hashes, options.ModelBuckets);
        for (var at = 0; at < ofModel.Length; at++)
        {
            var model = order.ModelAt(at);
            if (ofModel[model] > 0) (at < order.Alone ? counts : bucketed).Add(new ChunkModel(chunk.Models[model], ofModel[model]));
        }

        if (order.Any) _groups.Group(order.Places(batch.Text(ModelAt).AsSpan(0, batch.Rows)), ofModel.Length);
        Scatter(batch, static field => true, order.Any ? static field => true : static field => field != RequestFields.Model);
        _blocks.Scatter(batch, _groups);
        var anyTied = _ties.Find(batch.Started.AsSpan(0, batch.Rows), batch.Text(ModelAt).AsSpan(0, batch.Rows));
        if (anyTied) _groups.Scatter(_ties.Places, ref _tied);
        var segments = new List<(ModelPlace, SegmentMessage, int)>();
        var ordinal = (int)((chunk.Next.Record - batch.Records) / options.ChunkRecords);
        for (var at = 0; at < order.Alone; at++)
        {
            if (_groups.Rows(at) == 0) continue;
            var model = chunk.Models[order.ModelAt(at)];
            var place = ModelRouting.PlaceOf(model, _groups.Rows(at), chunk.File, ordinal, options);
            foreach (var (id, rows) in PartsOf(_groups[at]))
                segments.Add((place, EncodeModel(chunk, id, rows, anyTied, null), LengthOf(rows)));
        }

        var shared = new List<(int, SegmentMessage, int)>();
        foreach (var (bucket, from, end) in order.Buckets)
        {
            foreach (var (id, rows) in PartsOf(_groups[from].Start.._groups[end - 1].End))
                shared.Add((bucket, EncodeModel(chunk, id, rows, anyTied, hashes), LengthOf(rows)));
        }

        return (segments, shared);

        IEnumerable<(ChunkId Id, Range Rows)> PartsOf(Range rows) => batch.Blocks.Any ? Parts(chunk, rows, _blocks) : Parts(chunk, rows);
    }

    // The hashes of the models are null where all rows are of one.
    private SegmentMessage EncodeModel(ReadChunk chunk, ChunkId id, Range rows, bool anyTied, ulong[]? hashes)
    {
        _writer.Begin(id, LengthOf(rows));
        if (hashes is not null) AddModels(chunk, rows, hashes);
        AddNumbers(chunk.Batch, rows, static field => field == RequestFields.Started);
        AddUsers(chunk, rows);
        AddNumbers(chunk.Batch, rows, static field => field != RequestFields.Started);
        AddTexts(chunk, rows, static field => true);
        _blocks.AddTo(_writer, rows);
        if (anyTied && _tied.AsSpan(rows).ContainsAnyExcept(Missing.Value)) _writer.AddIntegers(ColumnId.Tie, _tied.AsSpan(rows));
        return new SegmentMessage(id, _writer.ToArray());
    }

    private void AddModels(ReadChunk chunk, Range rows, ulong[] hashes)
    {
        _local.Map(_texts[ModelAt].AsSpan(rows), chunk.Models.Length);
        _writer.AddHashes(ColumnId.Model, HashesUsed(hashes), _local.Indices);
    }

    private List<(int Number, SegmentMessage Segment, int Rows)> EncodePartitions(ReadChunk chunk, ulong[] modelHashes)
    {
        var batch = chunk.Batch;
        if (_partitionOf.Length < batch.Rows) _partitionOf = new int[batch.Capacity];
        var users = batch.Text(UserAt);
        for (var row = 0; row < batch.Rows; row++)
        {
            var user = users[row];
            _partitionOf[row] = user < 0 ? -1 : GrainKeys.PartitionOf(chunk.UserHashes[user], options.Partitions);
        }

        _groups.Group(_partitionOf.AsSpan(0, batch.Rows), options.Partitions);
        Scatter(
            batch,
            static field => field.IsOfUsers,
            static field => field.IsOfUsers || field == RequestFields.Model || field == RequestFields.User);
        var newUsers = NewUsersByPartition(chunk);
        var segments = new List<(int, SegmentMessage, int)>();
        for (var partition = 0; partition < _groups.Count; partition++)
        {
            foreach (var (id, rows) in Parts(chunk, _groups[partition]))
            {
                segments.Add((partition, EncodePartition(chunk, id, rows, modelHashes, id.Piece == 0 ? newUsers[partition] : null),
                    LengthOf(rows)));
            }
        }

        return segments;
    }

    private SegmentMessage EncodePartition(
        ReadChunk chunk, ChunkId id, Range rows, ulong[] modelHashes, List<(ulong Hash, string Text)>? newUsers)
    {
        _writer.Begin(id, LengthOf(rows));
        AddUsers(chunk, rows);
        AddNumbers(chunk.Batch, rows, static field => field == RequestFields.Started);
        AddModels(chunk, rows, modelHashes);
        AddNumbers(chunk.Batch, rows, static field => field.IsOfUsers && field != RequestFields.Started);
        AddTexts(chunk, rows, static field => field.IsOfUsers);
        if (newUsers is { Count: > 0 })
        {
            _writer.AddTextTable(ColumnId.UserTexts, newUsers.ConvertAll(user => user.Hash).ToArray(),
                newUsers.ConvertAll(user => user.Text));
        }

        return new SegmentMessage(id, _writer.ToArray());
    }

    private void Scatter(RequestBatch batch, Func<RequestField, bool> numbers, Func<RequestField, bool> texts)
    {
        for (var number = 0; number < _numbers.Length; number++)
        {
            if (batch.Has(number) && numbers(RequestFields.Numbers[number])) _groups.Scatter(batch.Number(number), ref _numbers[number]);
        }

        for (var text = 0; text < _texts.Length; text++)
        {
            if (batch.HasText(text) && texts(RequestFields.Texts[text])) _groups.Scatter(batch.Text(text), ref _texts[text]);
        }
    }

    // A column that the log does not have takes no room; of one that few logs have, this holds for each segment.
    private void AddNumbers(RequestBatch batch, Range rows, Func<RequestField, bool> wanted)
    {
        for (var number = 0; number < _numbers.Length; number++)
        {
            var field = RequestFields.Numbers[number];
            if (!batch.Has(number) || !wanted(field)) continue;
            var values = _numbers[number].AsSpan(rows);
            if (field.IsUsual || values.ContainsAnyExcept(Missing.Value)) _writer.AddIntegers(field.Column!.Value, values);
        }
    }

    private void AddTexts(ReadChunk chunk, Range rows, Func<RequestField, bool> wanted)
    {
        for (var text = 0; text < _texts.Length; text++)
        {
            var field = RequestFields.Texts[text];
            if (text != ModelAt && text != UserAt && chunk.Batch.HasText(text) && wanted(field))
                AddTexts(field.Column!.Value, chunk.Texts[text], _texts[text].AsSpan(rows));
        }
    }

    private void AddTexts(ColumnId column, string[] names, ReadOnlySpan<int> rows)
    {
        _local.Map(rows, names.Length);
        if (!_local.Used.IsEmpty) _writer.AddTexts(column, [.. _local.Used.ToArray().Select(used => names[used])], _local.Indices);
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
        if (!chunk.Batch.HasText(UserAt)) return;
        _local.Map(_texts[UserAt].AsSpan(rows), chunk.Users);
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
