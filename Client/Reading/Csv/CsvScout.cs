using LlmWorkload.Datasets;

namespace LlmWorkload.Reading.Csv;

/// <summary>
/// Runs ahead of the readers of a plain file and finds where later records start, as long as counting line ends tells it: up to the first
/// quote, carriage return, empty line or line beyond the buffer. What lies behind that must be read from front to back. Not safe for use by
/// two threads at once.
/// </summary>
internal sealed class CsvScout : IRecordScout
{
    private const int BufferBytes = 1 << 20;

    private readonly LogStream _file;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _lines;
    private int _filled;
    private bool _ended;
    private FilePosition _at;
    private readonly TextHash _hash;

    private CsvScout(LogStream file, FilePosition start, TextHash hash)
    {
        (_file, _at, _hash, Hash) = (file, start, hash.Clone(), hash);
        _file.SkipTo(start.Offset);
    }

    /// <inheritdoc/>
    public TextHash Hash { get; private set; }

    /// <summary>
    /// Starts at a place between two records; null for a file that is not plain text, or where a record begins within a line.
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="start">The place.</param>
    /// <param name="hash">The hash of the text before it.</param>
    /// <exception cref="WorkloadException">The file cannot be read.</exception>
    public static CsvScout? Start(LogSource source, FilePosition start, TextHash hash)
    {
        if (source.IsPipe) return null;
        var file = source.Open();
        if (file.IsPlain && file.FirstBlock.Contains((byte)'\n')) return new CsvScout(file, start, hash);
        file.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public FilePosition? Skip(int records)
    {
        if (!_ended) Hash = _hash.Clone();
        var missing = records;
        while (missing > 0)
        {
            if (_start == _lines && !Fill())
                return null;
            var block = _buffer.AsSpan(_start, _lines - _start);
            var count = block.Count((byte)'\n');
            var (taken, bytes) = count <= missing ? (count, block.Length) : (missing, LengthOf(block, missing));
            missing -= taken;
            _hash.Append(block[..bytes]);
            _start += bytes;
            _at = new FilePosition(_at.Offset + bytes, _at.Line + taken, _at.Record + taken);
        }

        if (_start == _lines && !Fill()) return null;
        Hash = _hash.Clone();
        return _at;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private static int LengthOf(ReadOnlySpan<byte> block, int lines)
    {
        var length = 0;
        for (; lines > 0; lines--)
            length += block[length..].IndexOf((byte)'\n') + 1;
        return length;
    }

    // Whole lines, each of them a record: the buffer starts at the start of a line.
    private bool Fill()
    {
        var rest = _filled - _lines;
        _buffer.AsSpan(_lines, rest).CopyTo(_buffer);
        _filled = _ended ? 0 : rest + _file.ReadAtLeast(_buffer.AsSpan(rest), BufferBytes - rest, throwOnEndOfStream: false);
        (_start, _lines) = (0, _buffer.AsSpan(0, _filled).LastIndexOf((byte)'\n') + 1);
        var lines = _buffer.AsSpan(0, _lines);
        if (lines.IsEmpty || lines[0] == '\n' || lines.ContainsAny((byte)'"', (byte)'\r') || lines.IndexOf("\n\n"u8) >= 0)
        {
            (_start, _lines, _filled) = (0, 0, 0);
            _ended = true;
            return false;
        }

        return true;
    }
}
