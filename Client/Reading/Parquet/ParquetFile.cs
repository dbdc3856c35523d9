using System.Text.RegularExpressions;
using ParquetSharp;

namespace LlmWorkload.Reading.Parquet;

/// <summary>A Parquet file: its schema, and how many rows its row groups have. Not safe for use by two threads at once.</summary>
internal sealed partial class ParquetFile : IDisposable
{
    private const int BufferBytes = 256 << 10;

    private readonly FileStream _stream;
    private readonly ParquetFileReader _reader;

    /// <summary>Opens a file and reads what stands at its end.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="within">The folder that it must lie in; null for anywhere.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or of a kind that is not known.</exception>
    public ParquetFile(string path, string? within = null)
    {
        _stream = PlacedFile.Open(
            path, new FileStreamOptions { BufferSize = 0, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.RandomAccess },
            within);
        try
        {
            Length = _stream.Length;
            _reader = Open(_stream);
            using var about = _reader.FileMetaData;
            Leaves = [.. Enumerable.Range(0, about.NumColumns).Select(index => new ParquetLeaf(index, about.Schema.Column(index)))];
            Groups = [.. Enumerable.Range(0, about.NumRowGroups).Select(RowsOf)];
            Rows = about.NumRows;
            Check();
        }
        catch (Exception e) when (e is not (IOException or OutOfMemoryException))
        {
            Dispose();
            throw new InvalidDataException(Words(e), e);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Its bytes.</summary>
    public long Length { get; }

    /// <summary>Its rows.</summary>
    public long Rows { get; }

    /// <summary>The rows of each row group.</summary>
    public IReadOnlyList<long> Groups { get; }

    /// <summary>The leaf columns.</summary>
    public IReadOnlyList<ParquetLeaf> Leaves { get; }

    /// <summary>The names of the columns at the top.</summary>
    public IReadOnlyList<string> Names => [.. Leaves.Select(leaf => leaf.Top).Distinct()];

    /// <summary>A failure of the library in words, on one line.</summary>
    public static string Words(Exception failure)
    {
        if (failure.GetBaseException() is DllNotFoundException) return "the library that reads it is not there for this system";
        var message = failure.Message.ReplaceLineEndings(" ").Trim();
        return (Native().Match(message) is { Success: true } native ? native.Groups[1].Value : message).TrimEnd('.');
    }

    /// <summary>Opens a row group.</summary>
    public RowGroupReader Group(int number) => _reader.RowGroup(number);

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader?.Dispose();
        _stream.Dispose();
    }

    // Its messages are "…Exception (message: '…')".
    [GeneratedRegex(@"\(message: '(.*?)'?\)?$")]
    private static partial Regex Native();

    private static ParquetFileReader Open(Stream stream)
    {
        using var properties = ReaderProperties.GetDefaultReaderProperties();
        properties.EnableBufferedStream();
        properties.BufferSize = BufferBytes;
        properties.EnablePageChecksumVerification();
        return new ParquetFileReader(stream, properties, leaveOpen: true);
    }

    private long RowsOf(int group)
    {
        using var reader = _reader.RowGroup(group);
        return reader.MetaData.NumRows;
    }

    private void Check()
    {
        if (Groups.Any(rows => rows < 0) || Rows < 0) throw new InvalidDataException("a number of rows at its end is below zero");
        var sum = Groups.Aggregate((Int128)0, (sum, rows) => sum + rows);
        if (sum != Rows) throw new InvalidDataException($"its end says {Rows:N0} rows, and its row groups have {sum:N0}");
    }
}
