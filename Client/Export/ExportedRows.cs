using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>Some rows of a dataset, by start, ties in input order. A column is decoded when it is first asked for.</summary>
internal sealed class ExportedRows
{
    private readonly SegmentReader _rows;
    private readonly Dictionary<ColumnId, long[]> _numbers = [];
    private readonly Dictionary<ColumnId, ExportedTexts> _texts = [];
    private readonly byte[] _files;

    public ExportedRows(RowBlock block)
    {
        _rows = SegmentReader.Open(block.Segment);
        _files = block.Files;
        Kept = [.. Enumerable.Range(0, _rows.Rows)];
    }

    /// <summary>The rows that are exported, ascending.</summary>
    public int[] Kept { get; set; }

    /// <summary>The blocks of each row; a row without any has an empty list.</summary>
    public NumberLists Blocks => field ??= _rows.ReadLists(ColumnId.Blocks);

    /// <summary>The index of each row's file; only for rows with blocks.</summary>
    public long[] Files => field ??= PackedIntegers.Decode(_files);

    /// <summary>A column of whole numbers; <see cref="Missing.Value"/> where it is missing. It may be written over.</summary>
    public long[] Numbers(ColumnId column)
    {
        if (_numbers.TryGetValue(column, out var values)) return values;
        _rows.ReadIntegers(column, values = new long[_rows.Rows]);
        return _numbers[column] = values;
    }

    /// <summary>A column of texts. Its texts may be written over.</summary>
    public ExportedTexts Texts(ColumnId column)
    {
        if (_texts.TryGetValue(column, out var texts)) return texts;
        var index = new int[_rows.Rows];
        return _texts[column] = new ExportedTexts(_rows.ReadTexts(column, index), index);
    }
}
