using System.Collections.Immutable;

namespace LlmWorkload.Segments;

/// <summary>
/// The rows of a log as columns, in input order (by file, chunk and part, whatever the order in which they arrived). A column is decoded when it is
/// asked for; nothing is kept between calls.
/// </summary>
public sealed class SegmentColumns
{
    private readonly SegmentReader[] _segments;

    /// <summary>Opens the segments of a log.</summary>
    /// <exception cref="SegmentFormatException">One of them is damaged.</exception>
    public SegmentColumns(ImmutableList<SegmentMessage> segments)
    {
        _segments = [.. segments.OrderBy(segment => segment.Chunk).Select(segment => SegmentReader.Open(segment.Bytes))];
        Rows = _segments.Sum(segment => (long)segment.Rows);
    }

    /// <summary>Rows of all segments.</summary>
    public long Rows { get; }

    /// <summary>A column of whole numbers; missing ones are <see cref="Missing.Value"/>.</summary>
    public long[] Integers(ColumnId id)
    {
        var column = new long[Rows];
        var at = 0;
        foreach (var segment in _segments)
        {
            segment.ReadIntegers(id, column.AsSpan(at, segment.Rows));
            at += segment.Rows;
        }

        return column;
    }

    /// <summary>A column of hashes: the distinct hashes, in order of first appearance, and for each row the index of its own, −1 where missing.</summary>
    public (ulong[] Hashes, int[] Index) Hashes(ColumnId id) => Indexed(id, static (segment, column, indices) => segment.ReadHashes(column, indices));

    /// <summary>A column of texts: the distinct texts, in order of first appearance, and for each row the index of its own, −1 where missing.</summary>
    public (string[] Texts, int[] Index) Texts(ColumnId id) => Indexed(id, static (segment, column, indices) => segment.ReadTexts(column, indices));

    /// <summary>The pairs of hash and text that the segments introduce; a pair can come more than once.</summary>
    public IEnumerable<(ulong Hash, string Text)> TextTable(ColumnId id)
    {
        foreach (var segment in _segments)
        {
            var (hashes, texts) = segment.ReadTextTable(id);
            for (var i = 0; i < hashes.Length; i++) yield return (hashes[i], texts[i]);
        }
    }

    private delegate T[] ReadIndexed<T>(SegmentReader segment, ColumnId id, Span<int> indices);

    private (T[] Values, int[] Index) Indexed<T>(ColumnId id, ReadIndexed<T> read)
        where T : notnull
    {
        var index = new int[Rows];
        var values = new List<T>();
        var known = new Dictionary<T, int>();
        var at = 0;
        foreach (var segment in _segments)
        {
            var part = index.AsSpan(at, segment.Rows);
            var dictionary = read(segment, id, part);
            var global = new int[dictionary.Length];
            for (var i = 0; i < global.Length; i++)
            {
                if (!known.TryGetValue(dictionary[i], out global[i]))
                {
                    known.Add(dictionary[i], global[i] = values.Count);
                    values.Add(dictionary[i]);
                }
            }

            foreach (ref var row in part)
            {
                if (row >= 0) row = global[row];
            }

            at += segment.Rows;
        }

        return ([.. values], index);
    }
}
