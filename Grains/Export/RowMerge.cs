using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>Rows of several models in one order: by start, ties in input order.</summary>
/// <param name="models">The models' ids, and the parts in which the rows of each came.</param>
internal sealed class RowMerge(IReadOnlyList<(string Model, RowSelection.Part[] Parts)> models)
{
    private readonly SegmentReader[] _segments =
        [.. models.SelectMany(model => model.Parts).Select(part => SegmentReader.Open(part.Segment))];

    /// <summary>The hashes of the users that occur.</summary>
    public ulong[] Users()
    {
        using var columns = new SegmentColumns(_segments);
        return columns.Hashes(ColumnId.User).Values;
    }

    /// <summary>The rows in their order.</summary>
    /// <param name="textOf">The id of a user by its hash.</param>
    public RowBlock Merge(Func<ulong, string> textOf)
    {
        using var columns = new SegmentColumns(_segments);
        var chunks = Chunks();
        var rows = InputOrder.Of(columns.Integers(ColumnId.Started), chunks, columns.Integers(ColumnId.Tie), columns.Scratch);
        var writer = new SegmentWriter(default, rows.Length);
        RowGather.AddTo(writer, columns, rows);
        RowGather.AddTexts(writer, ColumnId.Model, [.. models.Select(model => model.Model)], ModelOfRows(columns), rows, columns);
        var (users, index) = columns.Hashes(ColumnId.User);
        RowGather.AddTexts(writer, ColumnId.User, Array.ConvertAll(users, user => textOf(user)), index, rows, columns);
        return new RowBlock(writer.ToArray(), columns.Has(ColumnId.Blocks) ? Files(chunks, rows) : []);
    }

    private static byte[] Files(long[] chunks, ReadOnlySpan<int> rows)
    {
        var files = new long[rows.Length];
        for (var row = 0; row < files.Length; row++) files[row] = chunks[rows[row]] >> 32;
        return PackedIntegers.Encode(files);
    }

    private Span<int> ModelOfRows(SegmentColumns columns)
    {
        var modelOf = columns.Scratch.Rent<int>(columns.Rows);
        var (at, segment) = (0, 0);
        for (var model = 0; model < models.Count; model++)
        {
            foreach (var _ in models[model].Parts)
            {
                modelOf.Slice(at, _segments[segment].Rows).Fill(model);
                at += _segments[segment++].Rows;
            }
        }

        return modelOf;
    }

    private long[] Chunks() => [.. models.SelectMany(model => model.Parts).SelectMany(part => PackedIntegers.Decode(part.Chunks))];
}
