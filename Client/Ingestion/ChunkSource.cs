using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Reads a file as chunks of a fixed number of records, from its start, from where an earlier ingestion came to, or those chunks that it is
/// told. A user's id is handed over with the first chunk of this reading that has the user: whoever reads on from a chunk that is not
/// stored hands it over again, so that no id is lost however often an ingestion is cut short.
/// </summary>
internal sealed class ChunkSource : IDisposable
{
    private readonly int _file;
    private readonly RequestTables _tables;
    private readonly IRequestFormat _format;
    private readonly LogSource _source;
    private readonly ReadingOptions _options;
    private readonly string[][] _texts = Array.ConvertAll(RequestFields.Texts, _ => Array.Empty<string>());
    private IRequestReader _reader;
    private ulong[] _userHashes = new ulong[1024];
    private int _knownUsers;
    private int _next;

    /// <summary>Reads a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="file">How far it is in the dataset.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="hashSeed">The seed of ids' hashes.</param>
    /// <param name="hash">The hash of the text that is in the dataset; null for a reader that is told its chunks.</param>
    /// <param name="format">Its format; null where that is not known yet.</param>
    public ChunkSource(LogSource source, CatalogFile file, ReadingOptions options, long hashSeed, TextHash? hash,
        IRequestFormat? format = null)
    {
        (_file, _source, _options, _next) = (file.Index, source, options, file.NextChunk);
        (_tables, _format) = (new RequestTables(hashSeed), format ?? RequestFormats.Of(source));
        _reader = Open(file.NextPosition, hash);
    }

    /// <summary>Number of the next chunk.</summary>
    public int Next => _next;

    /// <summary>Where the next chunk starts.</summary>
    public FilePosition Position => _reader.Position;

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
        _tables.ClearOpen();
        _reader.Read(batch);
        BytesRead = _reader.BytesRead;
        return new ReadChunk(
            _file,
            _next++,
            batch,
            Texts(),
            UserHashes(out var newUsers),
            _tables.Users.Count,
            newUsers,
            _reader.Position,
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

    private IRequestReader Open(FilePosition? at, TextHash? hash) => _format.Open(_source, _options, _tables, at, hash);

    // The texts of users are large, and travel once; of the others all are known with every chunk.
    private string[][] Texts()
    {
        for (var text = 0; text < _texts.Length; text++)
        {
            var (table, known) = (_tables[text], _texts[text]);
            if (RequestFields.Texts[text].IsOpen)
                _texts[text] = [.. Enumerable.Range(0, table.Count).Select(table.Text)];
            else if (table != _tables.Users && known.Length < table.Count)
                _texts[text] = [.. known, .. Enumerable.Range(known.Length, table.Count - known.Length).Select(table.Text)];
        }

        return [.. _texts];
    }

    private ulong[] UserHashes(out string[] newUsers)
    {
        var count = _tables.Users.Count;
        if (_userHashes.Length < count) Array.Resize(ref _userHashes, Math.Max(count, _userHashes.Length * 2));
        newUsers = new string[count - _knownUsers];
        for (var user = _knownUsers; user < count; user++)
        {
            _userHashes[user] = _tables.Users.Hash(user);
            newUsers[user - _knownUsers] = _tables.Users.Text(user);
        }

        _knownUsers = count;
        return _userHashes;
    }
}
