using System.Buffers;

namespace LlmWorkload.Figures;

/// <summary>
/// A page as what changes from row to row. On a page of a figure, nine pixels of ten have the colour of the pixel above.
/// </summary>
internal sealed class PageChanges : IDisposable
{
    private const int FirstRoom = 1 << 16;
    private const int LargestRoom = 1 << 24;
    private const int NumberBits = 16;

    // The shared pool keeps arrays for every thread.
    private static readonly ArrayPool<uint> Rooms = ArrayPool<uint>.Create(LargestRoom, Environment.ProcessorCount);

    private readonly int _width;
    private readonly int[] _ends;

    // Each is the place in the row, and in the low bits the number of the colour.
    private uint[] _changes = Rooms.Rent(FirstRoom);
    private int _count;

    /// <summary>Finds the changes of a page.</summary>
    /// <param name="page">Its pixels, row after row, at least one.</param>
    /// <param name="width">Pixels of a row, at most 65,535.</param>
    /// <param name="mostColours">Where there are more colours than these, at most 32,768, the search ends.</param>
    public PageChanges(ReadOnlySpan<uint> page, int width, int mostColours)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mostColours, 1 << (NumberBits - 1));
        _width = width;
        _ends = new int[page.Length / width];
        var columns = new Column[width];
        FindFirst(page[..width], columns);
        for (var y = 1; y < _ends.Length && Colours.Count <= mostColours; y++)
            Find(page.Slice(y * width, width), page.Slice((y - 1) * width, width), y, columns);
        foreach (var column in columns) Colours.AddPixels(column.Colour, _ends.Length - column.Since);
    }

    /// <summary>The colours, each with the count of its pixels. There are more than were allowed where the search ended early.</summary>
    public ColourTable Colours { get; } = new();

    /// <summary>
    /// Writes the page as places in a palette. A row is the number of the filter Up, and for each pixel its place less the place above.
    /// </summary>
    /// <param name="places">The place of each colour.</param>
    /// <param name="rows">Room for the rows, each a byte longer than it has pixels.</param>
    public void WriteUp(ReadOnlySpan<byte> places, Span<byte> rows)
    {
        rows.Clear();
        var above = new byte[_width];
        var at = 0;
        foreach (var end in _ends)
        {
            rows[0] = PngFile.Up;
            for (; at < end; at++)
            {
                var x = (int)(_changes[at] >> NumberBits);
                var place = places[(ushort)_changes[at]];
                rows[x + 1] = (byte)(place - above[x]);
                above[x] = place;
            }

            rows = rows[(_width + 1)..];
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Dispose() => Rooms.Return(_changes);

    private void FindFirst(ReadOnlySpan<uint> row, Span<Column> columns)
    {
        Reserve(row.Length);
        for (var x = 0; x < row.Length; x++)
        {
            columns[x] = new Column(Colours.Number(row[x]), 0);
            Add(x, columns[x].Colour);
        }

        _ends[0] = _count;
    }

    private void Find(ReadOnlySpan<uint> row, ReadOnlySpan<uint> above, int y, Span<Column> columns)
    {
        Reserve(row.Length);
        var (colour, number) = (row[0], Colours.Number(row[0]));
        var (gone, pixels) = (number, 0L);
        for (var x = 0; x < row.Length; x++)
        {
            if (row[x] == above[x]) x += row[x..].CommonPrefixLength(above[x..]);
            if (x == row.Length) break;
            if (row[x] != colour) (colour, number) = (row[x], Colours.Number(row[x]));
            ref var column = ref columns[x];
            if (column.Colour != gone)
            {
                Colours.AddPixels(gone, pixels);
                (gone, pixels) = (column.Colour, 0);
            }

            pixels += y - column.Since;
            column = new Column(number, y);
            Add(x, number);
        }

        Colours.AddPixels(gone, pixels);
        _ends[y] = _count;
    }

    private void Add(int x, int number) => _changes[_count++] = ((uint)x << NumberBits) | (uint)number;

    private void Reserve(int more)
    {
        if (_count + more <= _changes.Length) return;
        var larger = Rooms.Rent(2 * (_count + more));
        _changes.AsSpan(0, _count).CopyTo(larger);
        Rooms.Return(_changes);
        _changes = larger;
    }

    // The colour that a column has, and since which row.
    private readonly record struct Column(int Colour, int Since);
}
