using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Reads a file as chunks of a fixed number of records, from its start or from where an earlier ingestion came to.
/// A user's id is handed over with the first chunk of this reading that has the user: whoever reads on from a chunk that is not stored
/// hands it over again, so that no id is lost however often an ingestion is cut short.
/// </summary>
internal sealed class ChunkSource : IDisposable
{
    private readonly int _file;
    private readonly TextTable _models;
    private readonly TextTable _users;
    private readonly TextTable _functions;
    private readonly RequestLogReader _reader;
    private string[] _modelIds = [];
    private string[] _functionNames = [];
    private ulong[] _userHashes = new ulong[1024];
    private int _knownUsers;
    private int _next;

    public ChunkSource(string path, CatalogFile file, ReadingOptions options, long hashSeed)
    {
        _file = file.Index;
        _next = file.NextChunk;
        (_models, _users, _functions) = (new TextTable(hashSeed), new TextTable(hashSeed), new TextTable(hashSeed));
        ReadPosition? resume = file.NextPosition is { } at ? new ReadPosition(at.Offset, at.Line, at.Record) : null;
        _reader = RequestLogReader.Open(path, options, _models, _users, _functions, resume);
    }

    /// <summary>Bytes of the file that were read.</summary>
    public long BytesRead => _reader.BytesRead;

    /// <summary>Reads the next chunk into a batch; a file always ends with a chunk that is not full, even an empty one.</summary>
    public ReadChunk Read(RequestBatch batch)
    {
        batch.Clear();
        _reader.Read(batch);
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
            batch.Records < batch.Capacity);
    }

    public void Dispose() => _reader.Dispose();

    private static string[] Texts(TextTable table, ref string[] known)
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
