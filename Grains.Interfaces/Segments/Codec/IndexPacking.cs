using System.Buffers;

namespace LlmWorkload.Segments;

/// <summary>Indices into a dictionary, one a row, −1 where the row has none; packed as index + 1.</summary>
internal static class IndexPacking
{
    /// <exception cref="ArgumentOutOfRangeException">An index is below −1 or not below the number of entries.</exception>
    public static void Write(ReadOnlySpan<int> indices, int entries, ByteWriter writer)
    {
        var rented = ArrayPool<long>.Shared.Rent(indices.Length);
        var symbols = rented.AsSpan(0, indices.Length);
        for (var row = 0; row < indices.Length; row++)
        {
            var index = indices[row];
            if (index < -1 || index >= entries)
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"Row {row}: the dictionary has {entries} entries.");
            symbols[row] = index + 1;
        }

        BlockEncoder.Write(symbols, 0, writer);
        ArrayPool<long>.Shared.Return(rented);
    }

    public static void Read(ref ByteReader reader, int entries, Span<int> indices)
    {
        var rented = ArrayPool<long>.Shared.Rent(indices.Length);
        var symbols = rented.AsSpan(0, indices.Length);
        BlockDecoder.Read(ref reader, symbols);
        for (var row = 0; row < indices.Length; row++)
        {
            if ((ulong)symbols[row] > (ulong)entries)
                throw Damage.Of("a row points outside its dictionary");
            indices[row] = (int)symbols[row] - 1;
        }

        ArrayPool<long>.Shared.Return(rented);
    }
}
