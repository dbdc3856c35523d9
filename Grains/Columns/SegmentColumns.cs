using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// The rows of a log as columns for one computation, in input order (by file, chunk and piece, whatever the order in which they arrived). A
/// column is decoded each time it is asked for. Its memory is taken back with the columns.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class SegmentColumns : IDisposable
{
    private readonly KeptSegment[] _segments;

    /// <summary>The columns of all rows of segments.</summary>
    /// <param name="segments">The segments, in input order.</param>
    public SegmentColumns(ISegmentRows[] segments)
        : this(Array.ConvertAll(segments, KeptSegment.Whole))
    {
    }

    private SegmentColumns(KeptSegment[] segments)
    {
        _segments = segments;
        Rows = checked((int)segments.Sum(segment => (long)segment.Rows));
    }

    /// <summary>Rows of all segments.</summary>
    public int Rows { get; }

    /// <summary>The columns of the rows of segments that a filter keeps.</summary>
    /// <param name="segments">The segments, in input order.</param>
    public static SegmentColumns Of(KeptSegment[] segments) => new(segments);

    /// <summary>For each segment that has starts, the range from its first to its last, in input order.</summary>
    public IEnumerable<TimeRange> Ranges =>
        _segments.Where(segment => segment.MinStarted != Missing.Value).Select(
            segment => new TimeRange(segment.MinStarted, segment.MaxStarted + 1));

    /// <summary>Memory for work on the columns. It is taken back with them.</summary>
    public Scratch Scratch { get; } = new();

    /// <summary>The columns of an encoding that any segment has, in the order of their numbers.</summary>
    public IReadOnlyList<ColumnId> ColumnsOf(ColumnEncoding encoding) =>
        [.. _segments.SelectMany(segment => segment.ColumnsOf(encoding)).Distinct().Order()];

    /// <summary>The rows of the segments that may have rows which started in a range. Nothing is decoded.</summary>
    public SegmentColumns Near(TimeRange range) => new(Array.FindAll(
        _segments,
        segment => segment.MinStarted != Missing.Value && segment.MinStarted < range.End && segment.MaxStarted >= range.From));

    /// <summary>The rows of one chunk.</summary>
    public SegmentColumns OfChunk(int file, int number) =>
        new(Array.FindAll(_segments, segment => segment.Chunk.File == file && segment.Chunk.Number == number));

    /// <summary>
    /// For each row its chunk, as a number in input order: the file's index above, the chunk's number in the lower 32 bits.
    /// </summary>
    public Span<long> Chunks()
    {
        var chunks = Scratch.Rent<long>(Rows);
        var at = 0;
        foreach (var segment in _segments)
        {
            chunks.Slice(at, segment.Rows).Fill(((long)segment.Chunk.File << 32) | (uint)segment.Chunk.Number);
            at += segment.Rows;
        }

        return chunks;
    }

    /// <summary>A column of whole numbers; missing ones are <see cref="Missing.Value"/>. The caller may write over it.</summary>
    public Span<long> Integers(ColumnId id)
    {
        var column = Scratch.Rent<long>(Rows);
        var at = 0;
        foreach (var segment in _segments)
        {
            segment.ReadIntegers(id, column.Slice(at, segment.Rows));
            at += segment.Rows;
        }

        return column;
    }

    /// <summary>The same rows with memory of their own, which is taken back with them.</summary>
    public SegmentColumns Alone() => new(_segments);

    /// <summary>Makes something of one column of whole numbers. The memory of the column is taken back at once.</summary>
    public T Of<T>(ColumnId id, Func<ReadOnlySpan<long>, T> make)
    {
        using var alone = new SegmentColumns(_segments);
        return make(alone.Integers(id));
    }

    /// <summary>
    /// Makes something of the starts that lie in a range, in input order. Segments without any are not decoded; the memory is taken back
    /// at once.
    /// </summary>
    public T StartedIn<T>(TimeRange range, Func<ReadOnlySpan<long>, T> make)
    {
        using var near = Near(range);
        var started = near.Integers(ColumnId.Started);
        var n = 0;
        foreach (var instant in started)
        {
            if (instant >= range.From && instant < range.End) started[n++] = instant;
        }

        return make(started[..n]);
    }

    /// <summary>Whether any segment has the column.</summary>
    public bool Has(ColumnId id) => Array.Exists(_segments, segment => segment.Has(id));

    /// <summary>How many rows have no text in a column.</summary>
    public int WithoutText(ColumnId id)
    {
        var missing = 0;
        foreach (var segment in _segments)
        {
            using var scratch = new Scratch();
            var indices = scratch.Rent<int>(segment.Rows);
            segment.ReadTexts(id, indices);
            missing += indices.Count(-1);
        }

        return missing;
    }

    /// <summary>How many rows have no hash in a column.</summary>
    public int WithoutHash(ColumnId id)
    {
        var missing = 0;
        foreach (var segment in _segments)
        {
            using var scratch = new Scratch();
            var indices = scratch.Rent<int>(segment.Rows);
            segment.ReadHashes(id, indices);
            missing += indices.Count(-1);
        }

        return missing;
    }

    /// <summary>A column of hashes. The caller may write over its index.</summary>
    public IndexedColumn<ulong> Hashes(ColumnId id)
    {
        var index = Scratch.Rent<int>(Rows);
        using var scratch = new Scratch();
        var numbering = new HashNumbering(scratch);
        var at = 0;
        foreach (var segment in _segments)
        {
            var slice = index.Slice(at, segment.Rows);
            var dictionary = segment.ReadHashes(id, slice);
            using var ofSegment = new Scratch();
            var numbers = ofSegment.Rent<int>(dictionary.Length);
            for (var i = 0; i < numbers.Length; i++) numbers[i] = numbering.NumberOf(dictionary[i]);
            Renumber(slice, numbers);
            at += segment.Rows;
        }

        return new IndexedColumn<ulong>(numbering.ToArray(), index);
    }

    /// <summary>A column of texts. The caller may write over its index.</summary>
    public IndexedColumn<string> Texts(ColumnId id)
    {
        var index = Scratch.Rent<int>(Rows);
        var texts = new List<string>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var at = 0;
        foreach (var segment in _segments)
        {
            var slice = index.Slice(at, segment.Rows);
            Renumber(slice, Array.ConvertAll(segment.ReadTexts(id, slice), NumberOf));
            at += segment.Rows;
        }

        return new IndexedColumn<string>([.. texts], index);

        int NumberOf(string text)
        {
            if (known.TryAdd(text, texts.Count)) texts.Add(text);
            return known[text];
        }
    }

    /// <summary>A column of lists of numbers; a row without one has an empty list.</summary>
    public NumberLists Lists(ColumnId id) => NumberLists.Join([.. _segments.Select(segment => segment.ReadLists(id))]);

    /// <summary>Gives the memory of the columns back.</summary>
    public void Dispose() => Scratch.Dispose();

    // Turns the numbers that a segment gives its values into numbers over all segments.
    private static void Renumber(Span<int> index, ReadOnlySpan<int> numbers)
    {
        foreach (ref var row in index)
        {
            if (row >= 0) row = numbers[row];
        }
    }
}
