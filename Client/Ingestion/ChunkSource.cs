using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Reads a file as chunks of a fixed number of records, from its start, from where an earlier ingestion came to, or those chunks that it is told.
/// A user's id is handed over with the first chunk of this reading that has the user: whoever reads on from a chunk that is not stored
/// hands it over again, so that no id is lost however often an ingestion is cut short.
/// </summary>
internal sealed class ChunkSource : IDisposable
{
    private readonly int _file;
    private readonly IdTable _models;
    private readonly IdTable _users;
    private readonly IdTable _functions;
    private readonly LogSource _source;
    private readonly ReadingOptions _options;
    private RequestLogReader _reader;
    private string[] _modelIds = [];
    private string[] _functionNames = [];
    private ulong[] _userHashes = new ulong[1024];
    private int _knownUsers;
    private int _next;

    /// <summary>Reads a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="file">How far it is in the dataset.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="hashSeed">The seed of ids' hashes.</param>
    /// <param name="hash">The hash of the text that is in the dataset; null for a reader that is told its chunks.</param>
    public ChunkSource(LogSource source, CatalogFile file, ReadingOptions options, long hashSeed, TextHash? hash)
    {
        _file = file.Index;
        (_source, _options, _next) = (source, options, file.NextChunk);
        (_models, _users, _functions) = (new IdTable(hashSeed), new IdTable(hashSeed), new IdTable(hashSeed));
        _reader = Open(file.NextPosition is { } at ? new ReadPosition(at.Offset, at.Line, at.Record) : null, hash);
    }

    /// <summary>Number of the next chunk.</summary>
    public int Next => _next;

    /// <summary>Where the next chunk starts.</summary>
    public ReadPosition Position => _reader.Position;

    /// <summary>The hash of the text before it.</summary>
    public TextHash? Hash => _reader.Hash;

    /// <summary>Bytes of the file that were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Reads the next chunk into a batch; a file always ends with a chunk that is not full, even an empty one.</summary>
    /// <param name="batch">Receives the rows.</param>
    /// <param name="end">The text up to the chunk's end; null where the reader hashes it.</param>
    public ReadChunk Read(RequestBatch batch, TextMark? end = null)
    {
        batch.Clear();
        _reader.Read(batch);
        BytesRead = _reader.BytesRead;
        var at = _reader.Position;
        return new ReadChunk(
            _file,
            _next++,
            batch,
            Texts(_models, ref _modelIds),
            Texts(_functions, ref _functionNames),
            UserHashes(out var newUsers),
            _users.Count,
            newUsers,
            new FilePosition(at.Offset, at.Line, at.Record),
            (end ?? _reader.Hash!.Mark).Hash,
            batch.Records < batch.Capacity,
            _reader.EndsInLine);
    }

    /// <summary>Goes to the start of a chunk, or of the rest of the file.</summary>
    public void MoveTo(ChunkQueue.Turn turn)
    {
        if (turn.Number == _next && turn.At == Position)
        {
            _reader.HashFrom(turn.Hash);
            return;
        }

        _reader.Dispose();
        (_reader, _next) = (Open(turn.At, turn.Hash), turn.Number);
    }

    public void Dispose() => _reader.Dispose();

    private RequestLogReader Open(ReadPosition? at, TextHash? hash) => RequestLogReader.Open(_source, _options, _models, _users, _functions, at, hash);

    private static string[] Texts(IdTable table, ref string[] known)
    {
        if (known.Length < table.Count)
        {
            var before = known;
            known = [.. before, .. Enumerable.Range(before.Length, table.Count - before.Length).Select(table.Text)];
        }

        return known;
    }

    private ulong[] UserHashes(out string[] newUsers)
    {
        var count = _users.Count;
        if (_userHashes.Length < count) Array.Resize(ref _userHashes, Math.Max(count, _userHashes.Length * 2));
        newUsers = new string[count - _knownUsers];
        for (var user = _knownUsers; user < count; user++)
        {
            _userHashes[user] = _users.Hash(user);
            newUsers[user - _knownUsers] = _users.Text(user);
        }

        _knownUsers = count;
        return _userHashes;
    }
}
